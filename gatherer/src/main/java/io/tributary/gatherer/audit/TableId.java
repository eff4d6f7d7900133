package io.tributary.gatherer.audit;

import java.util.UUID;

/** A table as it was described to a connector: another one of the same name has another uuid. */
record TableId(String name, UUID uuid) {}
