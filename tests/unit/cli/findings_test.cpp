// Text and JSON are made of one vector: what one says, the other says too.
#include "base/text.hpp"
#include "cli/json/findings_json.hpp"
#include "cli/text/diagnosis_text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Finding finding(std::string id, Severity severity) {
  Finding one;
  one.id = std::move(id);
  one.severity = severity;
  one.confidence = one.id == "RT-05" ? Confidence::likely : Confidence::certain;
  one.title = "title of " + one.id;
  one.found = "what was found of " + one.id;
  one.need = "what is needed of " + one.id;
  one.why = "why it matters, " + one.id;
  one.evidence = {"evidence one of " + one.id, "evidence two of " + one.id};
  one.fixes = {{"first way out of " + one.id, {"mend " + one.id, "mend-more " + one.id}, false, {}},
               {"second way out of " + one.id, {}, true, RemoveFiles{{"/x/" + one.id}}}};
  return one;
}

CheckReport report(std::string check, Area area, std::vector<Finding> findings) {
  CheckReport one;
  one.check = std::move(check);
  one.area = area;
  one.title = "looks at " + one.check;
  one.findings = std::move(findings);
  return one;
}

Diagnosis diagnosis() {
  Diagnosis all;
  all.reports = {report("names", Area::programs, {}),
                 report("left-behind", Area::variables,
                        {finding("PY-10", Severity::error), finding("PP-13", Severity::warning)}),
                 report("files", Area::venv, {finding("IN-10", Severity::error)}),
                 report("odd", Area::crate, {finding("PX-03", Severity::info)}),
                 report("strays", Area::artefacts, {finding("RT-05", Severity::warning)})};
  all.reports.front().seen = "cargo 1.95.0";
  CheckReport hung = report("hung", Area::interpreter, {});
  hung.state = CheckReport::timed_out;
  hung.because = "no answer within 2.0 s";
  all.reports.push_back(hung);
  CheckReport skipped = report("registries", Area::network, {});
  skipped.state = CheckReport::skipped;
  skipped.because = "no network";
  all.reports.push_back(skipped);
  for (const CheckReport& one : all.reports)
    all.findings.insert(all.findings.end(), one.findings.begin(), one.findings.end());
  sort_findings(all.findings);
  all.ignored = {{"PP-14", "only this machine"}};
  return all;
}

TextLayout layout(bool verbose) {
  TerminalFacts terminal;
  terminal.utf8 = true;
  return {Style::choose(ColorChoice::never, false, terminal, Environment()), 100, "", verbose, false};
}

// The lines "✗ IN-10 title of IN-10" in their order.
std::vector<std::string> ids_in(const std::string& text) {
  std::vector<std::string> ids;
  for (const std::string& line : split_lines(text)) {
    const auto words = split_words(line);
    if (words.size() > 4 && words[2] == "title" && words[4] == words[1]) ids.push_back(words[1]);
  }
  return ids;
}

}  // namespace

TEST_CASE("text and JSON name the same findings in the same order, with the same words") {
  const Diagnosis all = diagnosis();
  const std::string text = render_diagnosis(all, "subject", layout(true));
  const Json json = diagnosis_json(all);
  const Json::Array& items = json["findings"].items();
  REQUIRE(items.size() == all.findings.size());
  std::vector<std::string> ids;
  for (const Json& item : items) {
    const std::string id = item["id"].string_or("");
    INFO(id);
    ids.push_back(id);
    for (const char* key : {"title", "found", "need", "why"}) {
      CHECK_FALSE(item[key].string_or("").empty());
      CHECK(contains(text, item[key].string_or("-")));
    }
    CHECK(item["evidence"].strings().size() == 2);
    for (const std::string& evidence : item["evidence"].strings()) CHECK(contains(text, evidence));
    REQUIRE(item["fixes"].items().size() == 2);
    for (const Json& fix : item["fixes"].items()) {
      CHECK(contains(text, fix["text"].string_or("-")));
      for (const std::string& command : fix["commands"].strings())
        CHECK(contains(text, "$ " + command + "\n"));
    }
    CHECK(item["fixes"].items()[1]["automatic"].bool_or(false));
    CHECK_FALSE(item["fixes"].items()[0]["automatic"].bool_or(true));
    CHECK(contains(text, "ftenv explain " + id));
    CHECK(item["docs"].string_or("") == "docs/troubleshooting.md#" + id);
  }
  CHECK(ids == ids_in(text));
  CHECK(ids == std::vector<std::string>{"IN-10", "PY-10", "PP-13", "RT-05", "PX-03"});
  CHECK(json["counts"]["error"].int_or(-1) == 2);
  CHECK(json["counts"]["warning"].int_or(-1) == 2);
  CHECK(json["counts"]["could_not_check"].int_or(-1) == 1);
  CHECK(contains(text, "2 errors, 2 warnings, 1 check could not look, 1 ignored by ftenv.toml"));
  CHECK(contains(text, "title of RT-05 (likely)"));
}

TEST_CASE("every check of the text is in the JSON with its state") {
  const Diagnosis all = diagnosis();
  const std::string text = render_diagnosis(all, "subject", layout(true));
  const Json json = diagnosis_json(all);
  REQUIRE(json["checks"].items().size() == all.reports.size());
  for (const Json& check : json["checks"].items()) CHECK(contains(text, check["id"].string_or("-")));
  CHECK(json["checks"].items()[5]["state"].string_or("") == "timed_out");
  CHECK(json["checks"].items()[6]["state"].string_or("") == "skipped");
}

TEST_CASE("without -v there is one line for each area that was looked at, and oddities are only counted") {
  const std::string text = render_diagnosis(diagnosis(), "subject", layout(false));
  CHECK(contains(text, "✓ programs     cargo 1.95.0\n"));
  CHECK(contains(text, "✗ variables    1 error, 1 warning\n"));
  CHECK(contains(text, "✗ venv         1 error\n"));
  CHECK(contains(text, "✓ crate        the crate, its features and versions\n"));
  CHECK(contains(text, "! artefacts    1 warning\n"));
  CHECK(contains(text, "? interpreter  could not check: hung: no answer within 2.0 s\n"));
  CHECK(contains(text, "? hung could not look\n         no answer within 2.0 s\n"));
  CHECK(contains(text, "  more   ftenv doctor -v --only hung\n"));
  CHECK(contains(text, "· not checked, because no network: network\n"));
  CHECK_FALSE(contains(text, "imports "));
  CHECK_FALSE(contains(text, "PX-03"));
  CHECK(contains(text, "1 oddity without a consequence here: `-v` shows it\n"));
  for (const std::string& line : split_lines(text)) CHECK(display_width(line) <= 100);
}

TEST_CASE("a healthy diagnosis says so, without a glyph where the terminal has none") {
  Diagnosis healthy;
  healthy.reports = {report("names", Area::programs, {})};
  TextLayout plain = layout(false);
  plain.style = Style::choose(ColorChoice::never, false, TerminalFacts{}, Environment());
  const std::string text = render_diagnosis(healthy, "subject", plain);
  CHECK(contains(text, "ok     programs"));
  CHECK(contains(text, "no problem found\n"));
}

TEST_CASE("words are wrapped, and what is too long stands alone") {
  CHECK(wrap("one two three", 9, "  ") == "  one two\n  three\n");
  CHECK(wrap("short averyveryverylongword x", 10, "") == "short\naveryveryverylongword\nx\n");
  CHECK(wrap("a\nb", 10, " ") == " a\n b\n");
}
