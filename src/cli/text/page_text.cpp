#include "cli/text/page_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/explain/platform_text.hpp"
#include "model/recipe/recipe_loader.hpp"

namespace ftenv {
namespace {

std::string how(const Detection& detection) {
  std::vector<std::string> ways;
  if (!detection.command.empty()) ways.push_back("`" + detection.command + "` reports it");
  if (!detection.checks.empty()) {
    ways.push_back("`ftenv doctor` looks for it (" + join(detection.checks, ", ") + ")");
  }
  if (detection.in_logs) ways.emplace_back("`ftenv explain` knows it in a log");
  return join(ways, "; ");
}

// What the tests have counted; they compare it with what they count.
std::string precision() {
  const auto recipe = shipped_recipe("precision.toml");
  if (!recipe) return {};
  return "Doctor's tests plant " + std::to_string((*recipe)["planted"].int_or(0)) +
         " illnesses in a healthy project, each of which has to be found under its id, and look at " +
         std::to_string((*recipe)["healthy"].int_or(0)) +
         " ways to live that are well, in which nothing above `info` may be found. The same holds for the "
         "sample project after `ftenv up` and for a plain system, which the slow tests look at. Found there "
         "above `info`: 0.\n\n";
}

std::string markdown_of(const FindingPage& page, const Detection& detection) {
  std::string text = "<a id=\"" + page.id + "\"></a>\n\n### " + page.id + "\n\n";
  std::string title = page.title;
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  text += "**" + title + ".** " + for_any_platform(page.about) + "\n\n";
  text += "**Way out:** " + for_any_platform(page.way_out) + "\n\n";
  if (!page.sample.empty()) text += "```text\n" + std::string(trim(page.sample)) + "\n```\n\n";
  text += detection.none() ? "Not detected: " + page.not_detected + "\n\n" : "*" + how(detection) + ".*\n\n";
  return text;
}

}  // namespace

Detection detection_of(const FindingPages& pages, const std::string& id, const std::vector<Check>& checks,
                       const std::vector<FailurePattern>& patterns) {
  Detection detection;
  for (const FindingFamily& family : pages.families()) {
    if (starts_with(id, family.prefix + "-")) detection.command = family.found_by;
  }
  for (const Check& check : checks) {
    if (std::find(check.detects.begin(), check.detects.end(), id) != check.detects.end())
      detection.checks.push_back(check.id);
  }
  detection.in_logs = std::any_of(patterns.begin(), patterns.end(),
                                  [&](const FailurePattern& pattern) { return pattern.id == id; });
  return detection;
}

std::string render_page(const FindingPage& page, const Detection& detection, const Services& services,
                        const TextLayout& layout) {
  std::string text = layout.style.bold(page.id) + " " + page.title + "\n\n";
  text += wrap(for_this_platform(page.about, services), layout.columns, "  ") + "\n";
  text += layout.style.bold("way out") + "\n";
  text += wrap(for_this_platform(page.way_out, services), layout.columns, "  ");
  if (!page.sample.empty()) {
    text += "\n" + layout.style.bold("it looks like this") + "\n";
    for (const std::string& line : split_lines(trim(page.sample)))
      text += layout.style.dim("  " + line) + "\n";
  }
  text += "\n" + layout.style.bold("found by") + "\n";
  text += wrap(detection.none() ? "nothing: " + page.not_detected : how(detection), layout.columns, "  ");
  return text;
}

std::string troubleshooting_page(const FindingPages& pages, const std::vector<Check>& checks,
                                 const std::vector<FailurePattern>& patterns) {
  int by_check = 0, by_log = 0, by_both = 0, by_none = 0, by_command = 0;
  std::string body, unseen;
  for (const FindingFamily& family : pages.families()) {
    body += "## " + family.title + "\n\n";
    for (const FindingPage& page : family.pages) {
      const Detection detection = detection_of(pages, page.id, checks, patterns);
      by_check += !detection.checks.empty() && !detection.in_logs;
      by_log += detection.checks.empty() && detection.in_logs;
      by_both += !detection.checks.empty() && detection.in_logs;
      by_none += detection.none();
      by_command += detection.checks.empty() && !detection.in_logs && !detection.command.empty();
      body += markdown_of(page, detection);
      if (detection.none())
        unseen += "* [" + page.id + "](#" + page.id + ") " + page.title + ": " + page.not_detected + "\n";
    }
  }
  std::string text =
      "# Troubleshooting\n\n"
      "Each finding and each error of ftenv ends in an id. Here is what it means and the way out; "
      "`ftenv explain ID` shows the same in a terminal, with the words of your platform.\n\n"
      "<!-- Made from recipes/findings/ by `ftenv explain --markdown`; edit those files. -->\n\n";
  text += "Of " + std::to_string(by_check + by_log + by_both + by_none + by_command) +
          " ids, `ftenv doctor` finds " + std::to_string(by_check + by_both) + " and `ftenv explain` knows " +
          std::to_string(by_log + by_both) + " by a line of a log (" + std::to_string(by_both) +
          " both ways); " + std::to_string(by_command) + " are what other commands report; " +
          std::to_string(by_none) + " are not detected.\n\n" + precision();
  text += body;
  if (!unseen.empty())
    text += "## Not detected\n\nThese have a page, and nothing of ftenv sees them.\n\n" + unseen;
  while (ends_with(text, "\n\n")) text.pop_back();
  return text;
}

}  // namespace ftenv
