// The pages of the findings, what they claim about detection, and docs/troubleshooting.md.
#include <cstdio>
#include <map>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/text/page_text.hpp"
#include "engine/failure_log.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

// The real failures that ftenv was made against, by family: facts of the field, fixed for ever.
const std::map<std::string, int> k_corpus = {{"IN", 22}, {"PY", 26}, {"RT", 13}, {"PX", 25}, {"MT", 18},
                                             {"CG", 22}, {"PP", 14}, {"SY", 6},  {"MC", 7},  {"WN", 10}};

std::vector<std::string> corpus_ids() {
  std::vector<std::string> ids;
  for (const auto& [family, count] : k_corpus) {
    for (int i = 1; i <= count; ++i) ids.push_back(family + (i < 10 ? "-0" : "-") + std::to_string(i));
  }
  return ids;
}

FindingPages pages() {
  auto loaded = FindingPages::load();
  REQUIRE(loaded);
  return std::move(*loaded);
}

}  // namespace

// That a check finds its ids is seen in adapter.engine ("doctor finds every planted illness"), that a
// pattern finds its own in unit.inspect ("every shipped failure pattern"). Here is what both add up to.
TEST_CASE("each of the 163 failures is detected, or its page says why not") {
  const FindingPages all = pages();
  const std::vector<Check> checks = all_checks();
  int by_check = 0, by_log = 0, both = 0, listed = 0;
  for (const std::string& id : corpus_ids()) {
    INFO(id);
    const FindingPage* page = all.find(id);
    REQUIRE(page != nullptr);
    const Detection detection = detection_of(all, id, checks, known_failures());
    both += !detection.checks.empty() && detection.in_logs;
    by_check += !detection.checks.empty();
    by_log += detection.in_logs;
    listed += detection.none();
    // Neither an excuse for what is detected, nor silence about what is not.
    CHECK(detection.none() != page->not_detected.empty());
  }
  const int detected = by_check + by_log - both;
  std::printf("163 failures: %d detected (%d by doctor, %d in logs, %d both), %d listed as not detected\n",
              detected, by_check, by_log, both, listed);
  CHECK(corpus_ids().size() == 163);
  CHECK(detected + listed == 163);
  CHECK(detected >= 130);
}

TEST_CASE("every id of a check, a pattern or an error has a page") {
  const FindingPages all = pages();
  std::set<std::string> ids;
  for (const Check& check : all_checks()) ids.insert(check.detects.begin(), check.detects.end());
  for (const FailurePattern& pattern : known_failures()) ids.insert(pattern.id);
  CHECK(ids.size() > 60);
  for (const std::string& id : ids) {
    INFO(id);
    CHECK(all.find(id) != nullptr);
  }
}

TEST_CASE("docs/troubleshooting.md is what the pages say") {
  const std::string made = troubleshooting_page(pages(), all_checks(), known_failures());
  const auto file = read_text(fs::path(FTENV_SOURCE_DIR) / "docs" / "troubleshooting.md");
  REQUIRE(file);
  // `ftenv explain --markdown > docs/troubleshooting.md` makes it anew.
  const bool same = *file == made;
  CHECK(same);
}
