/**
 * The product's services as processes of their own, started as a user starts them: from their
 * settings, seen through their management ports. Public entry: {@link
 * io.tributary.load.process.ServiceUnderLoad}. Any thread; calls block.
 */
@NullMarked
package io.tributary.load.process;

import org.jspecify.annotations.NullMarked;
