#include "engine/ci/ci_maturin.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

void add_features(const std::string& value, std::vector<std::string>& features) {
  if (contains(value, "$")) {
    features.push_back(value);
    return;
  }
  for (const std::string& part : split(replace_all(value, " ", ","), ',')) {
    if (!part.empty()) features.push_back(part);
  }
}

bool is_option(const std::string& word) {
  return starts_with(word, "-") && word.size() > 1;
}

// args: --release --no-default-features -F free-threaded -i /opt/python/cp314-cp314t/bin/python
void read_arguments(MaturinCall& call) {
  const auto& words = call.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::size_t equals = starts_with(word, "--") ? word.find('=') : std::string::npos;
    const std::string option = word.substr(0, equals);
    const std::string next = equals != std::string::npos ? word.substr(equals + 1)
                             : i + 1 < words.size()      ? words[i + 1]
                                                         : std::string();
    if (option == "--no-default-features") call.no_default_features = true;
    if (option == "--find-interpreter" || option == "-f") call.finds_interpreters = true;
    if (option == "-F" || option == "--features") {
      add_features(next, call.features);
    } else if (starts_with(word, "-F") && word.size() > 2) {
      add_features(word.substr(word[2] == '=' ? 3 : 2), call.features);
    } else if (option == "-m" || option == "--manifest-path") {
      call.manifest = next;
    } else if (starts_with(word, "-i") && word.size() > 2) {
      call.interpreters.push_back(word.substr(2));
    } else if (option == "--interpreter" && equals != std::string::npos) {
      call.interpreters.push_back(next);
    } else if (option == "-i" || option == "--interpreter") {
      // -i '3.14 3.14t' is a list too.
      for (std::size_t k = i + 1; k < words.size() && !is_option(words[k]); ++k) {
        for (const std::string& one : split_words(words[k])) call.interpreters.push_back(one);
      }
    }
  }
}

void calls_of_script(const CiStep& step, std::vector<MaturinCall>& calls) {
  for (const std::string& line : script_lines(step.run.text)) {
    if (!contains(line, "maturin") || starts_with(trim(line), "#")) continue;
    const std::vector<std::string> words = argument_words(line);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const bool named = words[i] == "maturin" || ends_with(words[i], "/maturin");
      static const std::vector<std::string> k_commands = {"build", "develop", "publish", "sdist"};
      if (!named || !is_one_of(words[i + 1], k_commands)) continue;
      MaturinCall call;
      call.text = &step.step->run();
      call.command = words[i + 1];
      for (std::size_t k = i + 2; k < words.size(); ++k) {
        if (words[k] == "&&" || words[k] == "||" || words[k] == "|" || words[k] == ";") break;
        call.words.push_back(words[k]);
      }
      calls.push_back(std::move(call));
    }
  }
}

}  // namespace

std::vector<std::string> argument_words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool started = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.compare(i, 3, "${{") == 0) {
      const std::size_t end = std::min(text.find("}}", i), text.size());
      word += text.substr(i, end + 2 - i);
      started = true;
      i = end + 1;
    } else if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      started = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (started) words.push_back(std::move(word));
      word.clear();
      started = false;
    } else {
      word += c;
      started = true;
    }
  }
  if (started) words.push_back(word);
  return words;
}

std::vector<std::string> script_lines(const std::string& script) {
  std::vector<std::string> lines;
  bool joins = false;
  for (const std::string& line : split_lines(script)) {
    std::string text(line);
    const bool more = ends_with(text, "\\");
    if (more) text.back() = ' ';
    if (joins) {
      lines.back() += text;
    } else {
      lines.push_back(text);
    }
    joins = more;
  }
  return lines;
}

std::vector<MaturinCall> maturin_calls(const CiStep& step, const CiNames& names) {
  std::vector<MaturinCall> calls;
  if (is_one_of(step.step->action, names.maturin)) {
    MaturinCall call;
    call.by_action = true;
    call.text = &step.step->with("args");
    const FilledText& command = step.input("command");
    call.command = command.text.empty() ? "build" : command.text;
    call.words = argument_words(step.input("args").text);
    calls.push_back(std::move(call));
  } else {
    calls_of_script(step, calls);
  }
  for (MaturinCall& call : calls) {
    call.known = std::none_of(call.words.begin(), call.words.end(),
                              [](const std::string& word) { return contains(word, "$"); });
    read_arguments(call);
  }
  return calls;
}

bool MaturinCall::asks_free_threaded() const {
  return std::any_of(interpreters.begin(), interpreters.end(),
                     [](const std::string& one) { return names_free_threaded(one); });
}

bool MaturinCall::asks_abi3() const {
  return std::any_of(features.begin(), features.end(), [](const std::string& one) {
    const std::string own = one.substr(one.find('/') == std::string::npos ? 0 : one.find('/') + 1);
    return own == "abi3" || starts_with(own, "abi3-");
  });
}

}  // namespace ftenv
