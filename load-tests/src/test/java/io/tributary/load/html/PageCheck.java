package io.tributary.load.html;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What every page has to be. */
public final class PageCheck {
  private static final Pattern ELSEWHERE =
      Pattern.compile("https?:|//[a-z]|\\bsrc=|\\bhref=|url\\(|@import|<script|<link");

  private PageCheck() {}

  /** Fails unless the page is well-formed and refers to nothing outside of it. */
  public static Document wellFormedAndAlone(String page) {
    assertFalse(ELSEWHERE.matcher(page).find(), () -> "refers to something else: " + page);
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + page, e);
    }
  }

  /** The text of the n-th element of this name. */
  public static String text(Document document, String element, int index) {
    return document.getElementsByTagName(element).item(index).getTextContent();
  }
}
