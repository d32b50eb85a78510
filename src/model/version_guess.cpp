#include "model/version_guess.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_named = 5;

bool lacks_one(const std::string& shorter, const std::string& longer) {
  if (shorter.size() + 1 != longer.size()) return false;
  for (std::size_t at = 0; at < longer.size(); ++at) {
    if (longer.substr(0, at) + longer.substr(at + 1) == shorter) return true;
  }
  return false;
}

// Another digit is another version and no slip: 3.16 is not a mistyped 3.15.
bool is_slip(const std::string& typed, const std::string& known) {
  if (typed == known) return false;
  return std::is_permutation(typed.begin(), typed.end(), known.begin(), known.end()) ||
         lacks_one(typed, known) || lacks_one(known, typed);
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::count(list.begin(), list.end(), text) == 0) list.push_back(text);
}

std::string listed(std::vector<std::string> names) {
  const bool more = names.size() > k_most_named;
  if (more) names.resize(k_most_named);
  return join(names, ", ") + (more ? " and older ones" : "");
}

}  // namespace

std::string version_inside(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find_first_not_of("0123456789.", begin);
  const std::string inside(text.substr(begin, end == std::string_view::npos ? end : end - begin));
  const auto dots = std::count(inside.begin(), inside.end(), '.');
  return (dots == 1 || dots == 2) && Version::parse(inside) ? inside : std::string();
}

std::string version_hint(std::string_view text, const std::vector<Version>& known) {
  std::vector<std::string> series, releases;
  for (const Version& version : known) add_once(series, version.series());
  for (const Version& version : known) add_once(releases, version.text());
  if (known.empty()) return {};
  const std::string typed = version_inside(text);
  for (const auto* list : {&series, &releases}) {
    for (const std::string& name : *list) {
      if (!typed.empty() && is_slip(typed, name)) return "did you mean `" + name + "`?";
    }
  }
  if (const auto wish = Version::parse(typed)) {
    std::vector<std::string> of_series;
    for (const Version& version : known) {
      if (version.series() == wish->series()) add_once(of_series, version.text());
    }
    if (!of_series.empty()) return "of " + wish->series() + " ftenv knows " + listed(of_series);
  }
  return "ftenv knows the series " + listed(series);
}

}  // namespace ftenv
