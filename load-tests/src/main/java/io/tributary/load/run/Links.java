package io.tributary.load.run;

import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.scenario.Fault;
import io.tributary.load.scenario.Fault.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections between the processes of a run. They go through a proxy only where the scenario
 * has a fault for it, so that nothing else is measured with one in between.
 */
final class Links implements AutoCloseable {
  private final boolean betweenServices;
  private final boolean beforeClickHouse;
  private final List<TcpProxy> network = new ArrayList<>();
  private final List<ClickHouseProxy> answers = new ArrayList<>();
  private final Map<FaultClock.Address, List<TcpProxy>> byPlace = new HashMap<>();

  Links(List<Fault> faults) {
    this.betweenServices = any(faults, Set.of(Place.GATHERER, Place.CONNECTOR));
    this.beforeClickHouse = any(faults, Set.of(Place.CLICKHOUSE));
  }

  private static boolean any(List<Fault> faults, Set<Place> places) {
    return faults.stream()
        .anyMatch(fault -> fault.action().needsProxy() && places.contains(fault.place()));
  }

  /** What gatherers call ClickHouse. */
  String clickHouse(String url) {
    if (!beforeClickHouse) {
      return url;
    }
    ClickHouseProxy answering = ClickHouseProxy.to(url);
    answers.add(answering);
    TcpProxy proxy = through(URI.create(answering.url()).getAuthority(), Place.CLICKHOUSE, 0);
    return "http://" + proxy.address();
  }

  /** What a connector calls its gatherer. */
  String gatherer(int connector, int gatherer, String address) {
    if (!betweenServices) {
      return address;
    }
    TcpProxy proxy = through(address, Place.CONNECTOR, connector);
    byPlace.computeIfAbsent(at(Place.GATHERER, gatherer), _ -> new ArrayList<>()).add(proxy);
    return proxy.address();
  }

  private TcpProxy through(String address, Place place, int index) {
    TcpProxy proxy = TcpProxy.to(address);
    network.add(proxy);
    byPlace.computeIfAbsent(at(place, index), _ -> new ArrayList<>()).add(proxy);
    return proxy;
  }

  /** What faults can be done to, by place. */
  Map<FaultClock.Address, FaultTarget> targets() {
    Map<FaultClock.Address, FaultTarget> targets = new HashMap<>();
    byPlace.forEach(
        (address, proxies) ->
            targets.put(
                address,
                new ConnectionTarget(
                    proxies, address.place() == Place.CLICKHOUSE ? answers : List.of())));
    return targets;
  }

  private static FaultClock.Address at(Place place, int index) {
    return new FaultClock.Address(place, index, FaultClock.Reach.CONNECTION);
  }

  @Override
  public void close() {
    network.forEach(TcpProxy::close);
    answers.forEach(ClickHouseProxy::close);
  }
}
