package io.tributary.load.gate;

import java.nio.file.Path;

/**
 * Where steps leave what they make.
 *
 * @param work for logs and data
 * @param reports for the report of each step
 */
public record GateFolders(Path work, Path reports) {}
