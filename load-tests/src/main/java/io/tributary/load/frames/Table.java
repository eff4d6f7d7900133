package io.tributary.load.frames;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the report, as text.
 *
 * @param rows each as long as the header
 */
record Table(String title, List<String> header, List<List<String>> rows) {
  Table {
    header = List.copyOf(header);
    List<List<String>> copied = new ArrayList<>();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(title + ": a row of " + row.size() + ": " + row);
      }
      copied.add(List.copyOf(row));
    }
    rows = List.copyOf(copied);
  }
}
