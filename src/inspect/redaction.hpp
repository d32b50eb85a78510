// Takes out of a text what must not be published: secrets by recipes/redaction.toml, and who and where the
// person is. It knows shapes, not meanings: the person still reads the text before it leaves the machine.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "inspect/regex.hpp"
#include "model/environment.hpp"

namespace ftenv {

class Redactor {
 public:
  // `user`: HOME becomes "~", and the user's name and values of variables that are called like secrets
  // "[redacted]". Error: recipe.
  static Result<Redactor> create(const Environment& user);

  std::string redact(std::string text) const;

 private:
  std::vector<std::pair<Regex, std::string>> m_secrets;
  std::vector<std::pair<std::string, std::string>> m_words;  // exact text → what stands there instead
};

}  // namespace ftenv
