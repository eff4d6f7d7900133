package io.tributary.sandbox.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Main class of a single-node Kafka: {@code KafkaBroker FOLDER BROKER_PORT CONTROLLER_PORT
 * [PROPERTIES]}. The properties of the file named last, if any, win over those made here.
 *
 * <p>Formats {@code FOLDER/data} at the first start and finds its data again at every later one.
 * Listens on 127.0.0.1 only. SIGTERM shuts it down cleanly.
 */
public final class KafkaBroker {
  private KafkaBroker() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Properties properties =
        properties(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    if (args.length > 3) {
      try (Reader in = Files.newBufferedReader(Path.of(args[3]), StandardCharsets.UTF_8)) {
        properties.load(in);
      }
    }
    Files.createDirectories(folder);
    format(folder, properties);

    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    System.out.println("READY bootstrap=127.0.0.1:" + args[1]);
    server.awaitShutdown();
  }

  static Properties properties(Path folder, int brokerPort, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("log.dirs", folder.resolve("data").toAbsolutePath().toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    // After a SIGKILL the controller takes no new registration before the old one's session ends.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    // Records of up to 10 MB have to be testable.
    p.setProperty("message.max.bytes", Integer.toString(16 << 20));
    p.setProperty("replica.fetch.max.bytes", Integer.toString(16 << 20));
    return p;
  }

  private static void format(Path folder, Properties properties) throws IOException {
    if (Files.exists(folder.resolve("data/meta.properties"))) {
      return;
    }
    Path file = folder.resolve("server.properties");
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(out, null);
    }
    String[] format = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    int code =
        StorageTool.execute(
            format,
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException("cannot format " + folder + ": storage tool ended with " + code);
    }
  }
}
