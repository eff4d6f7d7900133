package io.tributary.load.run;

import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.scenario.Fault.Action;
import io.tributary.load.scenario.Fault.Answer;
import io.tributary.load.scenario.Fault.AnswerTime;
import io.tributary.load.scenario.Fault.Cut;
import io.tributary.load.scenario.Fault.Delay;
import io.tributary.load.scenario.Fault.Direction;
import io.tributary.load.scenario.Fault.Drop;
import io.tributary.load.scenario.Fault.Hang;
import io.tributary.load.scenario.Fault.Heal;
import java.util.List;

/** The connections to or of a process, which pass through proxies. */
final class ConnectionTarget implements FaultTarget {
  private final List<TcpProxy> network;
  private final List<ClickHouseProxy> answers;

  ConnectionTarget(List<TcpProxy> network, List<ClickHouseProxy> answers) {
    this.network = List.copyOf(network);
    this.answers = List.copyOf(answers);
  }

  @Override
  public void apply(Action action) {
    switch (action) {
      case Cut _ -> network.forEach(TcpProxy::cut);
      case Delay delay -> network.forEach(proxy -> proxy.delay(delay.by()));
      case Drop drop -> network.forEach(proxy -> proxy.drop(direction(drop.direction())));
      case Heal _ -> {
        network.forEach(TcpProxy::heal);
        answers.forEach(ClickHouseProxy::heal);
      }
      case Answer answer -> answers.forEach(proxy -> answer(proxy, answer));
      case Hang hang -> answers.forEach(proxy -> proxy.hangAfter(hang.times()));
      default -> throw new IllegalArgumentException(action.word() + " is not for a connection");
    }
  }

  private static void answer(ClickHouseProxy proxy, Answer answer) {
    if (answer.when() == AnswerTime.BEFORE) {
      proxy.answerBefore(answer.status(), answer.code(), answer.message(), answer.times());
    } else {
      proxy.answerAfter(answer.status(), answer.code(), answer.message(), answer.times());
    }
  }

  private static TcpProxy.Direction direction(Direction direction) {
    return switch (direction) {
      case TO_TARGET -> TcpProxy.Direction.TO_TARGET;
      case FROM_TARGET -> TcpProxy.Direction.FROM_TARGET;
    };
  }
}
