package io.tributary.service.settings;

/**
 * One row of the settings page.
 *
 * @param name as it is written in the environment
 * @param fallback what holds when it is not set; empty for nothing
 * @param allowed form and range in words
 * @param sentence what it is for
 */
public record SettingDoc(String name, String fallback, String allowed, String sentence) {}
