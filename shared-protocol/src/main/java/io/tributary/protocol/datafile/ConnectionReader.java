package io.tributary.protocol.datafile;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Connection} of the settings of a {@code .connection} file. */
final class ConnectionReader {
  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";
  private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

  private final DatafileSettings settings;

  private ConnectionReader(DatafileSettings settings) {
    this.settings = settings;
  }

  /** Null when it left problems behind. */
  static @Nullable Connection read(String name, DatafileSettings settings) {
    ConnectionReader reader = new ConnectionReader(settings);
    boolean kafka = reader.isKafka();
    boolean plain = reader.isPlaintext();
    String servers = reader.servers();
    return kafka && plain && servers != null ? new Connection(name, servers) : null;
  }

  private boolean isKafka() {
    String type = settings.required("TYPE", "TYPE kafka");
    if (type != null && !type.equalsIgnoreCase("kafka")) {
      settings.refuse("TYPE", "is not supported; write TYPE kafka");
      return false;
    }
    return type != null;
  }

  private boolean isPlaintext() {
    if (!settings.has(PROTOCOL)) {
      settings.refuse(
          PROTOCOL,
          "is missing, and its usual default SASL_SSL is not supported yet; add the line: "
              + PROTOCOL
              + " PLAINTEXT");
      return false;
    }
    String protocol = settings.optional(PROTOCOL);
    if (protocol == null) {
      return false;
    }
    return switch (protocol.toUpperCase(Locale.ROOT)) {
      case "PLAINTEXT" -> true;
      case "SASL_SSL" -> {
        settings.refuse(PROTOCOL, "means SASL_SSL, which is not supported yet; use PLAINTEXT");
        yield false;
      }
      default -> {
        settings.refuse(PROTOCOL, "is not one of PLAINTEXT, SASL_SSL; use PLAINTEXT");
        yield false;
      }
    };
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
