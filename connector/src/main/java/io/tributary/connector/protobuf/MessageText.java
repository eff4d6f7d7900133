package io.tributary.connector.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Writes a Protobuf message as JSON: fields by their names in the file, whole numbers as numbers,
 * enums by name, bytes in Base64. A field that keeps no difference between missing and its default
 * is always there; another only if the message has it. Of the well-known types, Timestamp is a text
 * in UTC, Duration a number of seconds, a wrapper what it wraps, Struct and Value the JSON they
 * stand for.
 *
 * <p>Thread: one.
 */
final class MessageText {
  private static final int NANO_DIGITS = 9;
  private final JsonGenerator out;

  MessageText(JsonGenerator out) {
    this.out = out;
  }

  void write(Message message) throws IOException {
    switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" -> timestamp(message);
      case "google.protobuf.Duration" ->
          out.writeNumber(
              BigDecimal.valueOf((long) get(message, 1))
                  .add(BigDecimal.valueOf((int) get(message, 2), NANO_DIGITS)));
      case "google.protobuf.DoubleValue",
          "google.protobuf.FloatValue",
          "google.protobuf.Int64Value",
          "google.protobuf.UInt64Value",
          "google.protobuf.Int32Value",
          "google.protobuf.UInt32Value",
          "google.protobuf.BoolValue",
          "google.protobuf.StringValue",
          "google.protobuf.BytesValue" ->
          single(field(message.getDescriptorForType(), 1), get(message, 1));
      case "google.protobuf.Struct", "google.protobuf.ListValue" ->
          field(field(message.getDescriptorForType(), 1), get(message, 1));
      case "google.protobuf.Value" -> value(message);
      default -> object(message);
    }
  }

  private void object(Message message) throws IOException {
    out.writeStartObject();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        out.writeFieldName(field.getName());
        field(field, message.getField(field));
      }
    }
    out.writeEndObject();
  }

  private void field(FieldDescriptor field, Object value) throws IOException {
    if (field.isMapField()) {
      out.writeStartObject();
      for (Object entry : (List<?>) value) {
        entry(field.getMessageType(), (Message) entry);
      }
      out.writeEndObject();
    } else if (field.isRepeated()) {
      out.writeStartArray();
      for (Object element : (List<?>) value) {
        single(field, element);
      }
      out.writeEndArray();
    } else {
      single(field, value);
    }
  }

  private void entry(Descriptor type, Message entry) throws IOException {
    FieldDescriptor key = field(type, 1);
    FieldDescriptor value = field(type, 2);
    Object name = entry.getField(key);
    out.writeFieldName(isUnsigned(key) ? unsigned(name) : name.toString());
    single(value, entry.getField(value));
  }

  private void single(FieldDescriptor field, Object value) throws IOException {
    switch (value) {
      case Integer number when isUnsigned(field) -> out.writeNumber(unsigned(number));
      case Long number when isUnsigned(field) -> out.writeNumber(unsigned(number));
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Float number -> floating(number, Float.toString(number));
      case Double number -> floating(number, Double.toString(number));
      case Boolean truth -> out.writeBoolean(truth);
      case String text -> out.writeString(text);
      case ByteString bytes ->
          out.writeString(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case EnumValueDescriptor constant -> constant(constant);
      case Message message -> write(message);
      default -> throw new IllegalStateException("no Protobuf value: " + value.getClass());
    }
  }

  /** An enum's number without a name stays a number. */
  private void constant(EnumValueDescriptor constant) throws IOException {
    if (constant.getType().getFullName().equals("google.protobuf.NullValue")) {
      out.writeNull();
    } else if (constant.getIndex() < 0) {
      out.writeNumber(constant.getNumber());
    } else {
      out.writeString(constant.getName());
    }
  }

  private void floating(double number, String text) throws IOException {
    if (Double.isNaN(number)) {
      out.writeString("nan");
    } else if (Double.isInfinite(number)) {
      out.writeString(number > 0 ? "inf" : "-inf");
    } else {
      out.writeNumber(text);
    }
  }

  private void timestamp(Message message) throws IOException {
    long seconds = (long) get(message, 1);
    try {
      out.writeString(Instant.ofEpochSecond(seconds, (int) get(message, 2)).toString());
    } catch (DateTimeException | ArithmeticException e) {
      // Beyond all calendars; the column says what it cannot take.
      out.writeNumber(seconds);
    }
  }

  private void value(Message message) throws IOException {
    for (FieldDescriptor kind : message.getDescriptorForType().getFields()) {
      if (message.hasField(kind)) {
        single(kind, message.getField(kind));
        return;
      }
    }
    out.writeNull();
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  private static String unsigned(Object value) {
    return value instanceof Integer number
        ? Integer.toUnsignedString(number)
        : Long.toUnsignedString((Long) value);
  }

  private static Object get(Message message, int number) {
    return message.getField(field(message.getDescriptorForType(), number));
  }

  private static FieldDescriptor field(Descriptor type, int number) {
    return type.findFieldByNumber(number);
  }
}
