/**
 * Reading a process's settings from the environment and an optional file. Public entry: {@link
 * io.tributary.service.settings.SettingsReader}. Used once, at start, by one thread.
 */
@NullMarked
package io.tributary.service.settings;

import org.jspecify.annotations.NullMarked;
