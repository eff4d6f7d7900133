package io.tributary.protocol.datafile;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link KafkaSource} of the {@code KAFKA_*} settings of a {@code .datasource} file. */
final class KafkaSourceReader {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final String KEY_FORMAT = "KAFKA_KEY_FORMAT";
  private static final String VALIDATE = "KAFKA_VALIDATE";
  private static final String EVOLUTION = "SCHEMA_EVOLUTION";

  private final DatafileSettings settings;

  private KafkaSourceReader(DatafileSettings settings) {
    this.settings = settings;
  }

  /** Null when it left problems behind. */
  static @Nullable KafkaSource read(DatafileSettings settings) {
    return new KafkaSourceReader(settings).source();
  }

  private @Nullable KafkaSource source() {
    String connection =
        settings.required("KAFKA_CONNECTION_NAME", "KAFKA_CONNECTION_NAME my_connection");
    String topic = settings.required("KAFKA_TOPIC", "KAFKA_TOPIC my_topic");
    String group = settings.required("KAFKA_GROUP_ID", "KAFKA_GROUP_ID my_group");
    if (topic != null && !TOPIC.matcher(topic).matches()) {
      settings.refuse(
          "KAFKA_TOPIC",
          "is not a topic name; use 1 to 249 letters, digits, dots, underscores and hyphens");
      topic = null;
    }
    OffsetReset reset = settings.choice("KAFKA_AUTO_OFFSET_RESET", OffsetReset.LATEST);
    Formats formats = formats();
    Stored stored =
        new Stored(
            settings.either("KAFKA_STORE_RAW_VALUE", "True", "False", false),
            settings.either("KAFKA_STORE_HEADERS", "True", "False", false));
    Delivery delivery = settings.choice("DELIVERY", Delivery.BEST);
    if (connection == null || topic == null || group == null) {
      return null;
    }
    return new KafkaSource(connection, topic, group, reset, formats, stored, delivery);
  }

  private Formats formats() {
    Format value = settings.choice("KAFKA_VALUE_FORMAT", Format.JSON_WITHOUT_SCHEMA);
    Format key = settings.has(KEY_FORMAT) ? settings.choice(KEY_FORMAT, value) : null;
    SchemaEvolution evolution = settings.choice(EVOLUTION, SchemaEvolution.NONE);
    if (evolution == SchemaEvolution.ADD_COLUMNS && !value.needsRegistry()) {
      settings.refuse(
          EVOLUTION,
          "needs messages with a schema; KAFKA_VALUE_FORMAT can be json_with_schema, avro or"
              + " protobuf");
    }
    return new Formats(value, key, isValidating(value, key), evolution);
  }

  private boolean isValidating(Format value, @Nullable Format key) {
    if (value == Format.JSON_WITH_SCHEMA || key == Format.JSON_WITH_SCHEMA) {
      return settings.either(VALIDATE, "on", "off", true);
    }
    if (settings.has(VALIDATE)) {
      settings.refuse(
          VALIDATE,
          "has no effect without a format of json_with_schema; add the line: KAFKA_VALUE_FORMAT"
              + " json_with_schema");
    }
    return true;
  }
}
