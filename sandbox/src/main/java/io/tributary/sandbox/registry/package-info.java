/**
 * What runs in the schema registry's child process ahead of the registry itself. Public entry:
 * {@link io.tributary.sandbox.registry.RegistryProcess}.
 */
@NullMarked
package io.tributary.sandbox.registry;

import org.jspecify.annotations.NullMarked;
