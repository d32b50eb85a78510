#include "engine/usable_name.hpp"

#include "base/utf8.hpp"

namespace ftenv {
namespace {

// Each seen to fail: a quoted one in Python's sysconfig and in pip's start-up lines (`#!/bin/sh` and exec),
// a colon in venv, which refuses it itself; a line's end everywhere.
constexpr std::string_view k_unusable = ":'\"`$\\";

std::string name_of_character(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? "a control character"
                                                           : "the character `" + std::string(1, c) + "`";
}

}  // namespace

Status check_usable_name(const Host& host, const std::string& what, const fs::path& path,
                         const std::string& hint) {
  // Such names can't exist there, or are ordinary: "C:\Users".
  if (host.os == "windows") return {};
  const std::string& text = path.string();
  std::string has;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (control || k_unusable.find(c) != std::string_view::npos) {
      has = name_of_character(c);
      break;
    }
  }
  if (has.empty() && !is_utf8(text)) has = "bytes that are no UTF-8";
  if (has.empty()) return {};
  return fail(ErrorCode::unsupported,
              "the path of " + what + " has " + has +
                  ", which Python's environments and pip can't work with: `" + printable(text) + "`",
              {hint});
}

}  // namespace ftenv
