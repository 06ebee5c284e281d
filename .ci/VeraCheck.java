import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates the PDF files named on standard input, one a line, against the profiles of the first argument ("ua1,2a").
 * The second argument is an untagged PDF, which must fail. Prints a line for each broken rule. Exit: 0 all pass, 1 a file fails, 2 the validator itself cannot be trusted.
 */
public final class VeraCheck {
  private static final String UNREADABLE = "cannot be read";

  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    Logger.getLogger("").setLevel(Level.OFF);
    List<PDFAFlavour> profiles = new ArrayList<>();
    for (String name : arguments[0].split(",")) {
      PDFAFlavour profile = PDFAFlavour.byFlavourId(name);
      if (profile == PDFAFlavour.NO_FLAVOUR) {
        System.err.println("verapdf: no profile " + name);
        System.exit(2);
      }
      profiles.add(profile);
    }
    for (PDFAFlavour profile : profiles) {
      List<String> found = problems(new File(arguments[1]), profile);
      if (found.isEmpty() || found.get(0).startsWith(UNREADABLE)) {
        System.err.println("verapdf: " + profile.getId() + " does not fail an untagged page: " + found);
        System.exit(2);
      }
    }
    int files = 0;
    int failed = 0;
    BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      files++;
      boolean good = true;
      for (PDFAFlavour profile : profiles) {
        for (String problem : problems(new File(name), profile)) {
          System.out.println(name + ": " + profile.getId() + " " + problem);
          good = false;
        }
      }
      failed += good ? 0 : 1;
    }
    System.err.println("verapdf: " + files + " files against " + arguments[0] + ", " + failed + " failed");
    System.exit(files == 0 ? 2 : failed == 0 ? 0 : 1);
  }

  /** The broken rules of one file, each with how often and where first. */
  private static List<String> problems(File file, PDFAFlavour profile) {
    List<String> found = new ArrayList<>();
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, profile);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      Map<String, String> first = new TreeMap<>();
      Map<String, Integer> count = new TreeMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
          first.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
          count.merge(rule, 1, Integer::sum);
        }
      }
      first.forEach((rule, message) -> found.add(rule + " x" + count.get(rule) + ": " + message));
      if (found.isEmpty() && (!result.isCompliant() || result.getTotalAssertions() == 0)) {
        found.add("not compliant, no reason given");
      }
    } catch (Exception | LinkageError error) {
      found.add(UNREADABLE + ": " + error);
    }
    return found;
  }

  private VeraCheck() {}
}
