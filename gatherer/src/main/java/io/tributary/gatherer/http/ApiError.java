package io.tributary.gatherer.http;

/** Everything that a producer can be told instead of an answer, with the way out. */
enum ApiError {
  REQUEST_MALFORMED(400, "send HTTP/1.1 as RFC 9112 has it"),
  PARAMETER_WRONG(400, "correct the address of the request; /docs names all parameters"),
  HEADER_WRONG(400, "correct the header that the message names"),
  BODY_MALFORMED(400, "send NDJSON, one JSON object or an array of objects; see format in /docs"),
  BODY_ENCODING_BROKEN(400, "send the body as its Content-Encoding says, whole"),
  TOKEN_MISSING(401, "send Authorization: Bearer TOKEN; tributary token create makes one"),
  TOKEN_UNKNOWN(401, "use a token that tributary token list shows, or make one"),
  SCOPE_MISSING(403, "make a token with tributary token create NAME --append DATASOURCE"),
  NOT_LOCAL(403, "set HTTP_TOKENS and send a token; without one only programs of this machine may"),
  DATASOURCE_UNKNOWN(404, "correct name, or add the .datasource file"),
  PATH_UNKNOWN(404, "send rows to POST /v0/events?name=DATASOURCE; /docs has all paths"),
  METHOD_NOT_ALLOWED(405, "use a method that the header Allow names"),
  REQUEST_SLOW(408, "send the body without long breaks, or in smaller requests"),
  LENGTH_MISSING(411, "send Content-Length, or the body in chunks"),
  BODY_TOO_LARGE(413, "send fewer rows at once, or raise HTTP_MAX_BODY"),
  BODY_EXPANDS(413, "send fewer rows at once or compress them less, or raise HTTP_MAX_RATIO"),
  ADDRESS_TOO_LONG(414, "send the token as a header, and shorter parameters"),
  CONTENT_TYPE_UNKNOWN(415, "send application/x-ndjson or application/json, in UTF-8"),
  CONTENT_ENCODING_UNKNOWN(415, "send gzip, zstd, lz4 (frames) or the body as it is"),
  ROWS_REFUSED(422, "correct the rows named in errors, or leave strict out"),
  RATE_LIMITED(429, "wait as long as Retry-After says; larger batches need fewer requests"),
  HEADERS_TOO_LARGE(431, "send fewer and shorter headers"),
  INTERNAL(500, "report it, with the gatherer's log; send the rows again with an Idempotency-Key"),
  BUSY(503, "send the request again after Retry-After"),
  MEMORY_FULL(503, "send the request again after Retry-After, or raise HTTP_MEMORY"),
  ANSWER_LATE(
      503, "the rows may have been taken: send them again with the same Idempotency-Key, if any");

  private final int status;
  private final String action;

  ApiError(int status, String action) {
    this.status = status;
    this.action = action;
  }

  int status() {
    return status;
  }

  String action() {
    return action;
  }
}
