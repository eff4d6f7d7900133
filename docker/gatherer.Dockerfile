# docker build -f docker/gatherer.Dockerfile -t tributary/gatherer .
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre-noble

# The same in both files, so that it is built once. Tests and format were checked before.
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN mvn -B -pl gatherer,connector -am -Dmaven.test.skip=true -Dexec.skip \
      package dependency:copy-dependencies -DincludeScope=runtime

FROM ${RUN_IMAGE}
COPY --from=build /src/gatherer/target/dependency /src/gatherer/target/gatherer-*.jar /opt/tributary/lib/
COPY docker/live /opt/tributary/live

# Beyond loopback the gatherer starts only with a GATHERER_TOKEN.
ENV TRIBUTARY_GATHERER_LISTEN=0.0.0.0:7171 \
    TRIBUTARY_GATHERER_MANAGEMENT_LISTEN=0.0.0.0:7172
# The JVM reads these first; another collector takes the place of this one.
ENV JDK_JAVA_OPTIONS=-XX:+UseSerialGC
USER 10001:10001
EXPOSE 7171 7172
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
  CMD ["/opt/tributary/live", "7172"]

# Rows of connectors lie outside of the heap, where GATHERER_MEMORY bounds them; those over HTTP in it.
ENTRYPOINT ["java", \
  "-XX:+UseCompactObjectHeaders", "-Xshare:auto", \
  "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "-XX:MaxRAMPercentage=40", "-XX:MaxDirectMemorySize=64g", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/opt/tributary/lib/*", "io.tributary.gatherer.GathererMain"]
