#include "inspect/wheel/wheel_record.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

// The fields of a line of CSV; nothing where a quote is not closed or there is something behind one.
std::optional<std::vector<std::string>> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += '"';
        ++i;
      } else {
        quoted = false;
        if (i + 1 < line.size() && line[i + 1] != ',') return std::nullopt;
      }
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return fields;
}

std::optional<std::uintmax_t> size_of(const std::string& text) {
  const bool digits = !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  if (!digits) return std::nullopt;
  return std::stoull(text);
}

int value_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

// yaml/_yaml.cpython-314t-x86_64-linux-gnu.so,sha256=Mh6F0…cSM,2245664
// "odd, name.py",sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0
// pyyaml-6.0.3.dist-info/RECORD,,
WheelRecord read_wheel_record(std::string_view text) {
  WheelRecord record;
  int number = 0;
  for (const std::string& line : split_lines(text)) {
    ++number;
    if (trim(line).empty()) continue;
    const auto fields = fields_of(line);
    if (!fields || fields->size() != 3 || fields->front().empty()) {
      record.unreadable.push_back(number);
      continue;
    }
    RecordRow row;
    row.path = replace_all((*fields)[0], "\\", "/");
    const std::string& digest = (*fields)[1];
    const std::size_t equals = digest.find('=');
    if (equals != std::string::npos) {
      row.algorithm = to_lower(digest.substr(0, equals));
      row.digest = digest.substr(equals + 1);
      while (!row.digest.empty() && row.digest.back() == '=') row.digest.pop_back();
    }
    row.size = size_of((*fields)[2]);
    row.line = number;
    record.rows.push_back(std::move(row));
  }
  return record;
}

std::string record_digest(std::string_view hex) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  if (hex.size() != 64) return {};
  std::string digest;
  unsigned bits = 0;
  int count = 0;
  for (const char c : hex) {
    const int value = value_of(c);
    if (value < 0) return {};
    bits = bits << 4 | static_cast<unsigned>(value);
    count += 4;
    if (count >= 6) {
      count -= 6;
      digest += letters[bits >> count & 63u];
    }
  }
  if (count > 0) digest += letters[bits << (6 - count) & 63u];
  return digest;
}

}  // namespace ftenv
