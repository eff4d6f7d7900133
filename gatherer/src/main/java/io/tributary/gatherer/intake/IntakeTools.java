package io.tributary.gatherer.intake;

import io.tributary.gatherer.feed.FeedTools;
import io.tributary.gatherer.feed.Feeds;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all loops share. Any thread.
 *
 * @param tools of the feeds
 * @param keys of requests that are under way
 * @param requests number of the last request
 */
record IntakeTools(
    Feeds feeds, FeedTools tools, KeyedRequests keys, IntakeCounts counts, AtomicLong requests) {}
