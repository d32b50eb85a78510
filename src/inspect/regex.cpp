#include "inspect/regex.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

namespace ftenv {
namespace {

RE2::Options options(std::int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory);
  return options;
}

constexpr std::int64_t k_memory_of_one = 8 << 20;
// Of a set; most of it is used only by texts that lead the automaton into ever new states.
constexpr std::int64_t k_memory_of_set = 24 << 20;

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

struct Regex::Code {
  RE2 re;
};

Regex::Regex(std::unique_ptr<Code> code) : m_code(std::move(code)) {}
Regex::Regex(const std::string& pattern) : m_code(new Code{{pattern, options(k_memory_of_one)}}) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

Result<Regex> Regex::compile(const std::string& pattern) {
  Regex regex(pattern);
  if (!regex.m_code->re.ok()) return fail(ErrorCode::recipe, regex.m_code->re.error());
  return regex;
}

bool Regex::matches(std::string_view text) const {
  return RE2::PartialMatch(piece(text), m_code->re);
}

std::vector<std::string> Regex::groups(std::string_view text) const {
  std::vector<re2::StringPiece> found(
      static_cast<std::size_t>(std::max(m_code->re.NumberOfCapturingGroups(), 0)) + 1);
  if (!m_code->re.Match(piece(text), 0, text.size(), RE2::UNANCHORED, found.data(),
                        static_cast<int>(found.size()))) {
    return {};
  }
  std::vector<std::string> groups;
  for (const re2::StringPiece& group : found)
    groups.push_back(group.data() ? std::string(group.data(), group.size()) : "");
  return groups;
}

std::string Regex::replace_all(std::string text, std::string_view replacement) const {
  RE2::GlobalReplace(&text, m_code->re, piece(replacement));
  return text;
}

struct RegexSet::Code {
  RE2::Set set{options(k_memory_of_set), RE2::UNANCHORED};
  std::vector<std::size_t> index;  // in the set → as given: what RE2 can't read is left out
  std::vector<std::string> patterns;
  bool usable = false;
};

RegexSet::RegexSet(const std::vector<std::string>& patterns, bool across_lines)
    : m_code(std::make_unique<Code>()) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    m_code->patterns.push_back(across_lines ? "(?m:" + patterns[i] + ")" : patterns[i]);
    if (m_code->set.Add(m_code->patterns.back(), nullptr) >= 0) m_code->index.push_back(i);
  }
  m_code->usable = !m_code->index.empty() && m_code->set.Compile();
}

RegexSet::~RegexSet() = default;
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;

std::size_t RegexSet::first(std::string_view text) const {
  if (!m_code->usable) return k_none;
  std::vector<int> hits;
  RE2::Set::ErrorInfo trouble{};
  if (m_code->set.Match(piece(text), &hits, &trouble))
    return m_code->index[static_cast<std::size_t>(*std::min_element(hits.begin(), hits.end()))];
  if (trouble.kind != RE2::Set::kOutOfMemory) return k_none;
  for (const std::size_t i : m_code->index) {
    if (RE2::PartialMatch(piece(text), RE2(m_code->patterns[i], options(k_memory_of_one)))) return i;
  }
  return k_none;
}

bool RegexSet::any(std::string_view text) const {
  if (!m_code->usable) return false;
  RE2::Set::ErrorInfo trouble{};
  // Out of memory is not "no": the caller then looks more closely.
  return m_code->set.Match(piece(text), nullptr, &trouble) || trouble.kind == RE2::Set::kOutOfMemory;
}

}  // namespace ftenv
