# docker build -f docker/connector.Dockerfile -t tributary/connector .
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre-noble

# The same in both files, so that it is built once. Tests and format were checked before.
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN mvn -B -pl gatherer,connector -am -Dmaven.test.skip=true -Dexec.skip \
      package dependency:copy-dependencies -DincludeScope=runtime

FROM ${RUN_IMAGE}
COPY --from=build /src/connector/target/dependency /src/connector/target/connector-*.jar /opt/tributary/lib/
COPY docker/live /opt/tributary/live

# Datafiles are mounted there.
ENV TRIBUTARY_DATAFILES=/datafiles \
    TRIBUTARY_CONNECTOR_MANAGEMENT_LISTEN=0.0.0.0:7173
# The JVM reads these first; another collector takes the place of this one.
ENV JDK_JAVA_OPTIONS=-XX:+UseSerialGC
USER 10001:10001
EXPOSE 7173
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
  CMD ["/opt/tributary/live", "7173"]

# Batches on their way lie outside of the heap, where UNSETTLED_BYTES bounds them for each datasource.
ENTRYPOINT ["java", \
  "-XX:+UseCompactObjectHeaders", "-Xshare:auto", \
  "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "-XX:MaxRAMPercentage=40", "-XX:MaxDirectMemorySize=64g", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/opt/tributary/lib/*", "io.tributary.connector.ConnectorMain"]
