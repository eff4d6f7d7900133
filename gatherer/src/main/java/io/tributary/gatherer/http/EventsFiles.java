package io.tributary.gatherer.http;

import io.tributary.gatherer.http.token.TokenFileException;
import io.tributary.gatherer.http.token.TokenSet;
import io.tributary.gatherer.http.token.TokenWatch;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files that the port depends on, read again when they are changed. Any thread. */
final class EventsFiles {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final @Nullable TokenWatch tokens;
  private final @Nullable CertificateWatch certificate;

  private EventsFiles(@Nullable TokenWatch tokens, @Nullable CertificateWatch certificate) {
    this.tokens = tokens;
    this.certificate = certificate;
  }

  /**
   * Reads them for the first time. Blocks.
   *
   * @throws StartException if one cannot be used
   */
  static EventsFiles read(Vertx vertx, HttpSettings settings) {
    CertificateWatch certificate = null;
    try {
      if (settings.tls().isPresent()) {
        certificate = new CertificateWatch(vertx, settings.tls().get());
      }
      return new EventsFiles(settings.tokens().map(TokenWatch::new).orElse(null), certificate);
    } catch (CertificateException e) {
      throw new StartException(FailureCode.CERTIFICATE_UNUSABLE, String.valueOf(e.getMessage()));
    } catch (TokenFileException | IllegalArgumentException e) {
      throw new StartException(FailureCode.TOKENS_UNREADABLE.tag(String.valueOf(e.getMessage())));
    }
  }

  /** The tokens that are valid now; null if none are needed. */
  @Nullable Supplier<TokenSet> tokens() {
    return tokens == null ? null : tokens::tokens;
  }

  /** The certificate to begin with, and its key; empty for plain HTTP. */
  Optional<PemKeyCertOptions> certificate() {
    return Optional.ofNullable(certificate).map(CertificateWatch::first);
  }

  /**
   * Looks every second, on one worker thread at a time.
   *
   * @param changed gets the certificate whenever it is another one, on a worker thread
   * @return cancels it
   */
  Runnable lookAfter(Vertx vertx, Consumer<PemKeyCertOptions> changed) {
    if (tokens == null && certificate == null) {
      return () -> {};
    }
    AtomicBoolean looking = new AtomicBoolean();
    long timer =
        vertx.setPeriodic(
            LOOK.toMillis(),
            tick -> {
              if (looking.compareAndSet(false, true)) {
                var unused =
                    vertx
                        .<Void>executeBlocking(
                            () -> {
                              look(changed);
                              return null;
                            })
                        .onComplete(done -> looking.set(false));
              }
            });
    return () -> vertx.cancelTimer(timer);
  }

  private void look(Consumer<PemKeyCertOptions> changed) {
    if (tokens != null) {
      tokens.look();
    }
    if (certificate != null) {
      certificate.look().ifPresent(changed);
    }
  }
}
