/**
 * What runs in the child process of a Kafka server: one KRaft broker. Public entry: {@link
 * io.tributary.sandbox.kafka.KafkaBroker}.
 */
@NullMarked
package io.tributary.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
