/**
 * Writing of ClickHouse's RowBinary format. Public entry: {@link
 * io.tributary.protocol.rowbinary.RowBinaryWriter}, one per thread.
 */
@NullMarked
package io.tributary.protocol.rowbinary;

import org.jspecify.annotations.NullMarked;
