package io.tributary.protocol.datafile;

import java.util.List;

/** Every key of {@code .connection} files. */
final class ConnectionKeys {
  static final List<KeyDoc> ALL =
      List.of(
          new KeyDoc("TYPE", "`kafka`; required", "", "What the connection leads to."),
          new KeyDoc(
              "KAFKA_BOOTSTRAP_SERVERS",
              "`host:port`, several with commas; required",
              "",
              "The brokers that are asked first."),
          new KeyDoc(
              "KAFKA_SECURITY_PROTOCOL",
              "`PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`",
              "SASL_SSL",
              "Whether brokers are spoken to encrypted (`SSL`) and with a login (`SASL`). Keys that"
                  + " the protocol has no use for are not looked at."),
          new KeyDoc(
              "KAFKA_SASL_MECHANISM",
              "`PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` or `OAUTHBEARER`",
              "PLAIN",
              "How the login is done; `OAUTHBEARER` goes with `SASL_SSL` only."),
          new KeyDoc("KAFKA_KEY", "any text", "", "The user; required with `PLAIN` and `SCRAM`."),
          new KeyDoc(
              "KAFKA_SECRET", "any text", "", "The password; required with `PLAIN` and `SCRAM`."),
          new KeyDoc(
              "KAFKA_SSL_CA_PEM",
              "certificates in PEM, of several lines",
              "",
              "Who may vouch for the brokers' certificates, instead of those whom Java trusts. A"
                  + " schema registry with `https` is trusted by these too."),
          new KeyDoc(
              "KAFKA_SASL_OAUTHBEARER_METHOD",
              "`AWS`",
              "",
              "Where tokens come from; required with `OAUTHBEARER`."),
          new KeyDoc(
              "KAFKA_SASL_OAUTHBEARER_AWS_REGION",
              "a region such as `eu-west-1`",
              "",
              "The cluster's region; required with the method `AWS`."),
          new KeyDoc(
              "KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN",
              "an ARN",
              "",
              "The role to take on. Without one, tokens are signed as whom AWS's usual places name"
                  + " (environment, web identity, container, instance)."),
          new KeyDoc(
              "KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID",
              "any text",
              "",
              "The external id that the role's trust policy asks for."),
          new KeyDoc(
              "KAFKA_SCHEMA_REGISTRY_URL",
              "`http` or `https`, with `user:password@` if need be",
              "",
              "The schema registry. What has a meaning of its own in a URL is written as `%XX` in"
                  + " user and password."));

  private ConnectionKeys() {}
}
