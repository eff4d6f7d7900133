package io.tributary.load.http;

import io.tributary.load.run.Progress;
import java.util.function.Supplier;

/** Nobody watches a test. */
public final class SilentProgress implements Progress {
  @Override
  public void say(String line) {}

  @Override
  public void show(Supplier<String> state) {}

  @Override
  public void end(String state) {}
}
