package io.tributary.protocol.datafile;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Connection} of the settings of a {@code .connection} file. */
final class ConnectionReader {
  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
  private static final String REGISTRY = "KAFKA_SCHEMA_REGISTRY_URL";

  private final DatafileSettings settings;
  private final SecurityReader security;

  private ConnectionReader(DatafileSettings settings) {
    this.settings = settings;
    this.security = new SecurityReader(settings);
  }

  /** Null when it left problems behind. */
  static @Nullable Connection read(String name, DatafileSettings settings) {
    ConnectionReader reader = new ConnectionReader(settings);
    boolean kafka = reader.isKafka();
    String servers = reader.servers();
    KafkaSecurity security = reader.security.read();
    boolean hasRegistry = settings.has(REGISTRY);
    SchemaRegistryAddress registry = hasRegistry ? reader.registry(security) : null;
    if (!kafka || servers == null || security == null || (hasRegistry && registry == null)) {
      return null;
    }
    return new Connection(name, servers, security, registry);
  }

  private boolean isKafka() {
    String type = settings.required("TYPE", "TYPE kafka");
    if (type != null && !type.equalsIgnoreCase("kafka")) {
      settings.refuse("TYPE", "is not supported; write TYPE kafka");
      return false;
    }
    return type != null;
  }

  private @Nullable SchemaRegistryAddress registry(@Nullable KafkaSecurity kafka) {
    String text = settings.optional(REGISTRY);
    if (text == null) {
      return null;
    }
    RegistryUrl url = RegistryUrl.parse(text, problem -> settings.refuseUnseen(REGISTRY, problem));
    if (url == null) {
      return null;
    }
    String caPem = kafka == null ? null : kafka.caPem();
    if (kafka != null && !kafka.protocol().isEncrypted() && url.url().startsWith("https:")) {
      caPem = security.caPem();
    }
    return new SchemaRegistryAddress(url.url(), url.credentials(), caPem);
  }

  private @Nullable String servers() {
    String text = settings.required(SERVERS, SERVERS + " localhost:9092");
    if (text == null) {
      return null;
    }
    String servers = text.replaceAll("\\s+", "");
    for (String server : servers.split(",", -1)) {
      var matcher = SERVER.matcher(server);
      String port = matcher.matches() ? matcher.group(1) : null;
      if (port == null || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
        settings.refuse(SERVERS, "is not a list of host:port,host:port with ports 1 to 65535");
        return null;
      }
    }
    return servers;
  }
}
