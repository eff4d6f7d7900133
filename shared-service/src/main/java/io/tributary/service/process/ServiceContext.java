package io.tributary.service.process;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * What a service gets from its process.
 *
 * @param vertx to run on
 * @param fatal to be called with one line when the service cannot go on: the process then stops in
 *     good order and exits with 1
 */
public record ServiceContext(Vertx vertx, Consumer<String> fatal) {}
