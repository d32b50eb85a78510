#include "inspect/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "base/text.hpp"

namespace ftenv {
namespace {

// A workflow has hundreds of values and a dozen levels; an alias of an alias of an alias has millions.
constexpr std::size_t k_most_values = 20'000;
constexpr std::size_t k_deepest = 100;
constexpr std::size_t k_longest = 2u << 20;

std::string place(const std::string& name, int line, int column) {
  return name + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
}

std::size_t count_values(const Yaml& value) {
  std::size_t count = 1;
  for (const Yaml& item : value.items()) count += count_values(item);
  for (const Yaml::Member& member : value.members()) count += count_values(member.value);
  return count;
}

}  // namespace

// Makes the tree out of yaml-cpp's events, so that nothing is built that is not counted before.
class YamlBuilder : public YAML::EventHandler {
 public:
  explicit YamlBuilder(std::size_t shift) : m_shift(shift) {}
  Yaml take() { return std::move(m_root); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Yaml value = begin(mark, Yaml::Kind::scalar);
    value.m_plain = true;
    add(std::move(value), anchor, mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = m_anchors.find(anchor);
    if (known == m_anchors.end())
      throw YAML::ParserException(mark, "this alias stands inside its own anchor");
    count(known->second.values, mark);
    add(known->second.value, 0, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    Yaml value = begin(mark, Yaml::Kind::scalar);
    value.m_plain = tag != "!";
    value.m_text = text;
    add(std::move(value), anchor, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(begin(mark, Yaml::Kind::list), anchor, mark, style);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(begin(mark, Yaml::Kind::map), anchor, mark, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Yaml value;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    Yaml key;
    std::vector<Yaml> merged;  // values of `<<`
  };
  struct Anchored {
    Yaml value;
    std::size_t values = 0;
  };

  Yaml begin(const YAML::Mark& mark, Yaml::Kind kind) {
    count(1, mark);
    Yaml value;
    value.m_kind = kind;
    value.m_at = {mark.line + 1, mark.column + 1, static_cast<std::size_t>(mark.pos) + m_shift};
    return value;
  }

  void count(std::size_t more, const YAML::Mark& mark) {
    m_values += more;
    if (m_values > k_most_values) throw YAML::ParserException(mark, "too many values");
  }

  void open(Yaml value, YAML::anchor_t anchor, const YAML::Mark& mark, YAML::EmitterStyle::value style) {
    if (m_open.size() >= k_deepest) throw YAML::ParserException(mark, "too deep");
    value.m_flow = style == YAML::EmitterStyle::Flow;
    Open one;
    one.value = std::move(value);
    one.anchor = anchor;
    m_open.push_back(std::move(one));
  }

  void close() {
    Open done = std::move(m_open.back());
    m_open.pop_back();
    for (const Yaml& merged : done.merged) merge(done.value, merged);
    YAML::Mark mark;
    add(std::move(done.value), done.anchor, mark);
  }

  // What stands in the map itself wins over what `<<` brings; of several the first.
  static void merge(Yaml& into, const Yaml& merged) {
    for (const Yaml& one : merged.m_items) merge(into, one);
    for (const Yaml::Member& member : merged.m_members) {
      if (!into.member(member.key)) into.m_members.push_back(member);
    }
  }

  void add(Yaml value, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (anchor != 0) m_anchors[anchor] = {value, count_values(value)};
    if (m_open.empty()) {
      m_root = std::move(value);
      return;
    }
    Open& parent = m_open.back();
    if (parent.value.m_kind == Yaml::Kind::list) {
      parent.value.m_items.push_back(std::move(value));
    } else if (!parent.has_key) {
      if (value.m_kind != Yaml::Kind::scalar) throw YAML::ParserException(mark, "a key is not a text");
      if (value.m_text != "<<" && parent.value.member(value.m_text)) {
        throw YAML::ParserException(mark, "the key `" + value.m_text + "` stands twice");
      }
      parent.key = std::move(value);
      parent.has_key = true;
    } else {
      parent.has_key = false;
      if (parent.key.m_text == "<<" && parent.key.m_plain) {
        parent.merged.push_back(std::move(value));
      } else {
        parent.value.m_members.push_back({parent.key.m_text, parent.key.m_at, std::move(value)});
      }
    }
  }

  std::size_t m_shift;
  std::size_t m_values = 0;
  Yaml m_root;
  std::vector<Open> m_open;
  std::map<YAML::anchor_t, Anchored> m_anchors;
};

Result<Yaml> Yaml::parse(std::string_view text, const std::string& name) {
  if (text.size() > k_longest) return fail(ErrorCode::project, place(name, 1, 1) + "too long for a workflow");
  // yaml-cpp takes a byte order mark away and does not count it.
  const bool marked = starts_with(text, "\xEF\xBB\xBF");
  if (text.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::project, place(name, 1, 1) + "not a text");
  }
  std::istringstream input{std::string(text)};
  YamlBuilder builder(marked ? 3 : 0);
  try {
    YAML::Parser parser(input);
    parser.HandleNextDocument(builder);
  } catch (const YAML::Exception& error) {
    return fail(ErrorCode::project, place(name, error.mark.line + 1, error.mark.column + 1) + error.msg);
  } catch (const std::exception& error) {
    return fail(ErrorCode::project, place(name, 1, 1) + error.what());
  }
  return builder.take();
}

const Yaml::Member* Yaml::member(std::string_view key) const {
  const auto found =
      std::find_if(m_members.begin(), m_members.end(), [&](const Member& m) { return m.key == key; });
  return found == m_members.end() ? nullptr : &*found;
}

const Yaml& Yaml::operator[](std::string_view key) const {
  static const Yaml none;
  const Member* found = member(key);
  return found ? found->value : none;
}

std::vector<std::string> Yaml::strings() const {
  if (is_scalar()) return {m_text};
  std::vector<std::string> texts;
  for (const Yaml& item : m_items) {
    if (item.is_scalar()) texts.push_back(item.m_text);
  }
  return texts;
}

}  // namespace ftenv
