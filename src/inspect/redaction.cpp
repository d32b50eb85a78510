#include "inspect/redaction.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "model/home.hpp"
#include "model/recipe/recipe_loader.hpp"

namespace ftenv {
namespace {

constexpr const char* k_gone = "[redacted]";

bool is_called_secret(const std::string& name) {
  const std::string lower = to_lower(name);
  for (const char* part : {"password", "passwd", "secret", "token", "apikey", "api_key", "access_key",
                           "private_key", "credential"}) {
    if (contains(lower, part)) return true;
  }
  return false;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Whole words only: a user called "run" must not take "running" apart.
std::string replace_words(std::string text, const std::string& word, const std::string& with) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(word.front());
    const std::size_t end = at + word.size();
    const bool ends = end == text.size() || !is_word(text[end]) || !is_word(word.back());
    if (begins && ends) {
      text.replace(at, word.size(), with);
      at += with.size();
    } else {
      at = end;
    }
  }
  return text;
}

}  // namespace

Result<Redactor> Redactor::create(const Environment& user) {
  Redactor redactor;
  FTENV_TRY(const Toml recipe, shipped_recipe("redaction.toml"));
  for (const Toml& entry : recipe["secret"].items()) {
    FTENV_TRY(Regex regex, Regex::compile(entry["pattern"].string_or("")));
    redactor.m_secrets.emplace_back(std::move(regex), entry["replacement"].string_or(k_gone));
  }
  for (const auto& [name, value] : user.variables()) {
    if (value.size() >= 6 && is_called_secret(name)) redactor.m_words.emplace_back(value, k_gone);
  }
  const std::string home = home_of(user);
  if (home.size() > 1) redactor.m_words.emplace_back(home, "~");
  for (const char* name : {"USER", "LOGNAME", "SUDO_USER", "HOSTNAME"}) {
    const std::string value = user.get(name);
    // "root" says nothing of anybody, and one letter is in every word.
    if (value.size() > 2 && value != "root") redactor.m_words.emplace_back(value, k_gone);
  }
  // The longest first, so that HOME goes before the name in it.
  std::stable_sort(redactor.m_words.begin(), redactor.m_words.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return redactor;
}

std::string Redactor::redact(std::string text) const {
  for (const auto& [word, with] : m_words) text = replace_words(std::move(text), word, with);
  for (const auto& [regex, with] : m_secrets) text = regex.replace_all(std::move(text), with);
  return text;
}

}  // namespace ftenv
