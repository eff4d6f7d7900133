package io.tributary.gatherer.ingress;

import io.tributary.gatherer.audit.Auditor;
import io.tributary.gatherer.delivery.Delivery;
import io.tributary.gatherer.insert.ServerClock;
import io.tributary.gatherer.ledger.Takeovers;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.gatherer.telemetry.GathererMeters;

/** What all sessions share. Any thread. */
record IngressTools(
    IngressSettings settings,
    TableCatalog catalog,
    Delivery delivery,
    Takeovers takeovers,
    ServerClock clock,
    Auditor auditor,
    GathererMeters meters) {}
