package io.tributary.load.frames;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a JVM on this machine knows of itself, by its management beans, which are switched on in it.
 * Allocation is counted by the JVM to the byte, at any moment, not only when a collector runs.
 *
 * <p>Thread: one; calls block.
 */
final class JvmView implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private JvmView(JMXConnector connector, MBeanServerConnection beans) {
    this.connector = connector;
    this.beans = beans;
  }

  /**
   * Attaches.
   *
   * @throws UncheckedIOException if it cannot, such as without the module {@code jdk.attach}
   */
  @SuppressWarnings("BanJNDI") // the address is that of a process which this one has started
  static JvmView of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        return new JvmView(connector, connector.getMBeanServerConnection());
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new UncheckedIOException(new IOException("cannot attach to " + pid, e));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot attach to " + pid + ": " + e.getMessage(), e);
    }
  }

  private <T> T bean(String name, Class<T> type) {
    try {
      return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
    } catch (IOException e) {
      throw new UncheckedIOException("no bean " + name, e);
    }
  }

  private ThreadMXBean threads() {
    return bean(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
  }

  /** Bytes that all threads have ever allocated on the heap, also those that have ended. */
  long allocatedBytes() {
    return threads().getTotalThreadAllocatedBytes();
  }

  /** The same of threads that run, by their names without numbers. */
  Map<String, Long> allocatedBytesByThread() {
    ThreadMXBean threads = threads();
    long[] ids = threads.getAllThreadIds();
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<String, Long> byName = new TreeMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (infos[i] != null && bytes[i] >= 0) {
        byName.merge(group(infos[i].getThreadName()), bytes[i], Long::sum);
      }
    }
    return byName;
  }

  private static String group(String name) {
    return name.startsWith("RMI ") || name.startsWith("JMX ")
        ? "measuring (JMX)"
        : name.replaceAll("[-#\\d]+$", "");
  }

  /** Collections so far, of all collectors. */
  long collections() {
    try {
      long count = 0;
      for (ObjectName name :
          beans.queryNames(
              new ObjectName(ManagementFactory.GARBAGE_COLLECTOR_MXBEAN_DOMAIN_TYPE + ",*"),
              null)) {
        GarbageCollectorMXBean collector = bean(name.toString(), GarbageCollectorMXBean.class);
        count += Math.max(0, collector.getCollectionCount());
      }
      return count;
    } catch (IOException | JMException e) {
      throw new IllegalStateException("no collectors: " + e.getMessage(), e);
    }
  }

  /** Bytes of live objects, after two full collections. */
  long liveBytes() {
    MemoryMXBean memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    memory.gc();
    // What the first one has made ready for cleaners goes with the second.
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Threads that run, but for those of this view. */
  long threadCount() {
    ThreadMXBean threads = threads();
    long count = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && !group(info.getThreadName()).startsWith("measuring")) {
        count++;
      }
    }
    return count;
  }

  /** Live objects by class, after a full collection. */
  Map<String, Instances> histogram() {
    try {
      Object text =
          beans.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      return Instances.parse(String.valueOf(text));
    } catch (IOException | JMException e) {
      throw new IllegalStateException("no class histogram: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The process has ended, and the connection with it.
      return;
    }
  }
}
