package io.tributary.cli.audit;

import io.tributary.connector.kafka.TopicRecords.Presence;

/**
 * What Kafka has of the offsets of one partition that are in doubt.
 *
 * @param run incarnation of the topic as it is; offsets of another one are about other records
 * @param missing of those that were delivered and are not there
 * @param unreported of those that nobody reported
 */
record TopicSight(int run, Presence missing, Presence unreported) {}
