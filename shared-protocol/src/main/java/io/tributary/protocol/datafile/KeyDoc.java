package io.tributary.protocol.datafile;

/**
 * What a person needs to know of a key of datafiles.
 *
 * @param key as it is written
 * @param allowed values
 * @param fallback what applies without it, empty when nothing does
 * @param sentence what it does
 */
public record KeyDoc(String key, String allowed, String fallback, String sentence) {}
