// The parts of a URL that decisions and messages need. Pure; libcurl judges the rest.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

struct Url {
  std::string scheme;    // lower case; empty where there is none
  std::string userinfo;  // "user:password", never to be printed
  std::string host;      // lower case, an IPv6 address in its brackets
  std::string port;      // as written, or the scheme's; empty where neither
  std::string path;      // from the first '/', without query and fragment

  static Url parse(std::string_view text);
  std::string endpoint() const;   // "host:port"
  std::string file_name() const;  // the last part of the path, or the host
};

// A redirect may lead from http to https and never back, and nowhere but to these two.
bool is_safe_redirect(const Url& from, const Url& to);

}  // namespace ftenv
