package io.tributary.connector.registry;

/** The languages of schemas that a registry holds. */
public enum SchemaType {
  AVRO("an Avro schema"),
  JSON("a JSON Schema"),
  PROTOBUF("a Protobuf schema");

  private final String words;

  SchemaType(String words) {
    this.words = words;
  }

  /** For people, with its article. */
  public String words() {
    return words;
  }
}
