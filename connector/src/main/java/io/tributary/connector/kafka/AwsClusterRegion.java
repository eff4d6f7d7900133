package io.tributary.connector.kafka;

import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.msk.auth.iam.internals.region.ConfigurableRegionProvider;

/**
 * Tells AWS's library the region of a connection's cluster. The library makes it by its name; the
 * class must not be named elsewhere, since the library may not be there.
 */
public final class AwsClusterRegion implements ConfigurableRegionProvider {
  private final Region region;

  /**
   * @param parameters {@code region} is one of AWS's
   */
  public AwsClusterRegion(Map<String, String> parameters) {
    String name = parameters.get("region");
    if (name == null) {
      throw new IllegalArgumentException("no region among " + parameters);
    }
    this.region = Region.of(name);
  }

  @Override
  public Region getRegion() {
    return region;
  }

  @Override
  public Region getRegion(String host) {
    return region;
  }
}
