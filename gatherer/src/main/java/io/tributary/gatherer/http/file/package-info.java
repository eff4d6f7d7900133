/**
 * Files that may change while the process runs: public entry is {@link
 * io.tributary.gatherer.http.file.FileStamp}, for any thread that may block.
 */
@NullMarked
package io.tributary.gatherer.http.file;

import org.jspecify.annotations.NullMarked;
