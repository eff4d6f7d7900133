package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Which columns JSON can fill, and with what. */
final class ColumnRules {

  private ColumnRules() {}

  private static boolean isStructure(ColumnType type) {
    return switch (type) {
      case ColumnType.Array _,
          ColumnType.Map _,
          ColumnType.Tuple _,
          ColumnType.Nested _,
          ColumnType.Geo _,
          ColumnType.Variant _,
          ColumnType.Dynamic _,
          ColumnType.Json _ ->
          true;
      default -> false;
    };
  }

  static void check(RowColumn column) {
    check(column, column.type());
  }

  private static void check(RowColumn column, ColumnType type) {
    switch (type) {
      case ColumnType.DateTime(String zone) -> zone(column, zone);
      case ColumnType.DateTime64(int _, String zone) -> zone(column, zone);
      case ColumnType.Nullable(ColumnType of) -> check(column, of);
      case ColumnType.LowCardinality(ColumnType of) -> check(column, of);
      case ColumnType.Array(ColumnType of) -> check(column, of);
      case ColumnType.Map(ColumnType key, ColumnType value) -> {
        if (isStructure(key)) {
          throw new RowPlanException(
              column, "the name of a JSON field cannot be a key of type " + key.sql());
        }
        check(column, key);
        check(column, value);
      }
      case ColumnType.SimpleAggregate(String _, ColumnType of) -> check(column, of);
      case ColumnType.Tuple tuple ->
          tuple.elements().forEach(element -> check(column, element.type()));
      case ColumnType.Nested nested -> check(column, nested.structure());
      case ColumnType.Geo _ -> {}
      case ColumnType.Variant(List<ColumnType> types) -> types.forEach(of -> check(column, of));
      case ColumnType.Text _,
          ColumnType.Json _,
          ColumnType.Dynamic _,
          ColumnType.Bool _,
          ColumnType.SignedInt _,
          ColumnType.UnsignedInt _,
          ColumnType.Float32 _,
          ColumnType.Float64 _,
          ColumnType.BFloat16 _,
          ColumnType.Decimal _,
          ColumnType.FixedText _,
          ColumnType.Interval _,
          ColumnType.Ipv4 _,
          ColumnType.Ipv6 _,
          ColumnType.Enumeration _,
          ColumnType.Date _,
          ColumnType.Date32 _,
          ColumnType.Time _,
          ColumnType.Time64 _,
          ColumnType.Uuid _ -> {}
    }
  }

  private static void zone(RowColumn column, String name) {
    if (name.isEmpty()) {
      return;
    }
    try {
      ZoneId unused = ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new RowPlanException(
          column, "the time zone " + name + " is not known, use a name such as Europe/Berlin");
    }
  }
}
