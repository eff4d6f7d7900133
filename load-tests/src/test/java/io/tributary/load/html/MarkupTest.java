package io.tributary.load.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class MarkupTest {
  @Test
  void textAndAttributesComeBackAsTheyWere() {
    String nasty = "a <b> & \"c\" 'd' → 𝄞";
    Document document =
        PageCheck.wellFormedAndAlone(new Markup().leaf("p", nasty, "title", nasty).toString());
    assertEquals(nasty, document.getDocumentElement().getTextContent());
    assertEquals(nasty, document.getDocumentElement().getAttribute("title"));
  }

  @Test
  void charactersThatNoPageMayHaveAreReplaced() {
    Document document =
        PageCheck.wellFormedAndAlone(new Markup().leaf("p", "a\u0000b\u001bc\ud834d").toString());
    assertEquals("a\ufffdb\ufffdc\ufffdd", document.getDocumentElement().getTextContent());
  }

  @Test
  void whatIsOpenedHasToBeClosed() {
    Markup markup = new Markup().open("p");
    assertThrows(IllegalStateException.class, markup::toString);
    assertEquals("<p></p>\n", markup.close().toString());
  }
}
