// Files whose words are obeyed: who else could have written them?
#pragma once

#include <string>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// A clause such as "everybody may write to `/srv/recipes`" where somebody besides this user and root could
// change what is in the folder or exchange it or one above it; empty where nobody can. The folder of others
// above it is fine when it is sticky, as /tmp is, and so is a group of this user's name that nobody else is
// in. Follows links and looks at both their ends.
//
// Windows: always empty, access lists are not looked at.
std::string who_else_may_write(const fs::path& folder);

// The whole of a regular file that nobody else can write to, asked of the opened file itself. Its last part
// must not be a link. Errors: usage with the same clause, and for what is no regular file or has more than
// `limit_bytes`; what opening can fail with.
Result<std::string> read_trusted_text(const fs::path& file, std::size_t limit_bytes);

}  // namespace ftenv
