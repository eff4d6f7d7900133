/**
 * How messages to people are worded: values shown cut and escaped, misspelt names answered with the
 * nearest known one. Public entry: {@link io.tributary.protocol.wording.Wording}. Any thread.
 */
@NullMarked
package io.tributary.protocol.wording;

import org.jspecify.annotations.NullMarked;
