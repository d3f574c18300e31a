"""Why the operating system refuses a file, in the reader's language: its own words are English or those of the machine."""

import errno
from pathlib import Path

from common.errors import UserError

_CHINESE = {
    errno.EPERM: "不允许此操作",
    errno.ENOENT: "没有此文件或文件夹",
    errno.EIO: "读写出错",
    errno.EACCES: "权限不足",
    errno.EBUSY: "正被占用",
    errno.EEXIST: "已存在",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EINVAL: "参数无效",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.EFBIG: "文件过大",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "文件系统只读",
    errno.EMLINK: "链接过多",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOTEMPTY: "文件夹不为空",
    errno.ELOOP: "符号链接层数过多",
    errno.ETIMEDOUT: "超时",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "地址不可用",
}


def reason(error: BaseException, lang: str) -> str:
    """Return why something failed, without the file's name where the system refused.

    Args:
        error: an error of the system, whose words there are in Chinese too; any other keeps its own.
        lang: ``"en"`` or ``"zh"``.
    """
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    told = error.strerror or str(error)
    return _CHINESE.get(error.errno, told) if lang == "zh" else told


def unreadable(path: Path | str, error: BaseException) -> UserError:
    """Return what to raise where a file cannot be read, with the reason in both languages."""
    return UserError(f"{path} cannot be read ({reason(error, 'en')})", f"无法读取 {path}（{reason(error, 'zh')}）")
