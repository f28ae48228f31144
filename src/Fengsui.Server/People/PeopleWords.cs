using Fengsui.Law;

namespace Fengsui.Server.People;

/// <summary>The words of the pages of set-up and sign-in, in both languages.</summary>
internal static class PeopleWords
{
    public static readonly Text SetUpTitle = new("设立单位", "Set up the organisation");
    public static readonly Text SetUpLead = new(
        "这个链接只能用一次。在这里设立单位和第一位系统管理员；其他人由管理员邀请。",
        "This link works once. It sets up the organisation and its first administrator, who invites the others.");
    public static readonly Text OrganisationName = new("单位名称", "Name of the organisation");
    public static readonly Text UserName = new("用户名", "User name");
    public static readonly Text DisplayName = new("姓名", "Name that others see");
    public static readonly Text Contacts = new("联系方式", "Where to reach you");
    public static readonly Text Password = new("密码", "Password");
    public static readonly Text PasswordAgain = new("再输一次密码", "Password again");
    public static readonly Text PasswordHint = new("至少 10 个字符，有字母和数字", "At least 10 characters, with a letter and a digit");
    public static readonly Text IsFirstResponsible = new("本人也是第一责任人", "I am the first responsible person too");
    public static readonly Text SetUp = new("设立", "Set up");
    public static readonly Text InvitationTitle = new("设置密码", "Set your password");
    public static readonly Text InvitationLead = new("这个链接只能用一次，用于", "This link works once, for");
    public static readonly Text SetPassword = new("设置密码并登录", "Set the password and sign in");
    public static readonly Text SignIn = new("登录", "Sign in");
    public static readonly Text SignOut = new("退出登录", "Sign out");
    public static readonly Text Posts = new("岗位", "Posts");
    public static readonly Text NoPosts = new("还没有岗位；请由系统管理员任命", "no posts yet; an administrator gives them");
    public static readonly Text Deputy = new("代理", "deputy");
    public static readonly Text CodeTitle = new("一次性验证码", "One-time code");
    public static readonly Text Code = new("验证码或者恢复码", "Code, or a recovery code");

    public static readonly Text CodeHint = new("验证器应用上的六位数字；设备不在身边时，用一个恢复码",
        "The six digits of the authenticator app; without the device, a recovery code");
    public static readonly Text SignInWithPasskey = new("用通行密钥登录", "Sign in with a passkey");
    public static readonly Text PasskeyHint = new("已在“我的账号”登记通行密钥的，可以不输密码",
        "If you have registered a passkey on your account page, no password is needed");
    public static readonly Text PasskeyFailed = new("通行密钥没有完成，请重试，或者用密码登录。", "The passkey did not work; try again, or sign in with the password.");

    public static readonly Text MeTitle = new("我的账号", "My account");
    public static readonly Text PeopleTitle = new("人员与岗位", "People and posts");
    public static readonly Text TableTitle = new("谁可以做什么", "Who may do what");
    public static readonly Text SettingsTitle = new("单位设置", "Settings");
    public static readonly Text AuditTitle = new("审计", "Audit");
    public static readonly Text Save = new("保存", "Save");
    public static readonly Text Saved = new("已保存。", "Saved.");
    public static readonly Text Ended = new("已结束。", "Ended.");
    public static readonly Text End = new("结束", "End");
    public static readonly Text Remove = new("移除", "Remove");
    public static readonly Text None = new("没有", "none");
    public static readonly Text Back = new("返回", "Back");
    public static readonly Text Name = new("名称", "Name");
    public static readonly Text Until = new("有效期至", "Until");
    public static readonly Text Made = new("建立", "Made");
    public static readonly Text LastUsed = new("最近使用", "Last used");
    public static readonly Text Never = new("从未", "never");
    public static readonly Text Action = new("操作", "Action");

    public static readonly Text Who = new("姓名和联系方式", "Name and contacts");
    public static readonly Text ContactsHint = new("电话、邮箱，每行一项也可以", "Telephone, e-mail");
    public static readonly Text Looks = new("语言和外观", "Language and theme");
    public static readonly Text LooksHint = new(
        "记在账号上：在任何浏览器登录后都这样显示；页首的切换只改这个浏览器。",
        "Kept with the account: whatever browser you sign in with. The switches on top change this browser only.");
    public static readonly Text LanguageIs = new("语言", "Language");
    public static readonly Text ThemeIs = new("外观", "Theme");
    public static readonly Text NoPreference = new("不指定", "No preference");
    public static readonly Text ChangePassword = new("修改密码", "Change the password");
    public static readonly Text CurrentPassword = new("现在的密码", "Current password");
    public static readonly Text NewPassword = new("新密码", "New password");
    public static readonly Text PasswordEnds = new("改后，其他浏览器里的登录立即结束。", "Sign-ins in other browsers end at once.");

    public static readonly Text TotpTitle = new("一次性验证码", "One-time codes");
    public static readonly Text TotpOn = new("已启用：登录时除密码外还要输入验证码。", "On: a code is asked for beside the password.");
    public static readonly Text TotpOff = new("未启用。建议启用：密码泄露时，别人仍然进不来。", "Off. Worth turning on: a leaked password alone then lets nobody in.");
    public static readonly Text TotpPending = new("已开始设置，还没有用第一个验证码确认。", "Begun, not yet confirmed with a first code.");
    public static readonly Text TotpBegin = new("开始设置", "Set up");
    public static readonly Text TotpGoOn = new("继续设置", "Go on");
    public static readonly Text TotpRemove = new("停用", "Turn off");
    public static readonly Text TotpScan = new("用验证器应用扫描，或者手工输入密钥", "Scan with an authenticator app, or type the secret in");
    public static readonly Text TotpQr = new("验证器应用的二维码", "QR code for an authenticator app");
    public static readonly Text TotpSecret = new("密钥", "Secret");
    public static readonly Text TotpOpen = new("在本机的验证器应用中打开", "Open in an authenticator app on this device");
    public static readonly Text TotpFirst = new("应用中现在显示的六位数字", "The six digits that the app shows now");
    public static readonly Text TotpConfirm = new("启用", "Turn on");
    public static readonly Text RecoveryTitle = new("恢复码", "Recovery codes");
    public static readonly Text RecoveryLead = new(
        "只显示这一次。请打印或抄下，与设备分开保管；每个只能用一次。", "Shown this once. Print them or write them down, and keep them apart from the device; each works once.");
    public static readonly Text RecoveryDone = new("已经保存好", "I have kept them");

    public static readonly Text Passkeys = new("通行密钥", "Passkeys");
    public static readonly Text PasskeysLead = new("用指纹、面容或安全钥匙登录，不必输密码。", "Sign in with a fingerprint, a face or a security key; no password.");
    public static readonly Text PasskeyAdd = new("登记这台设备", "Register this device");
    public static readonly Text PasskeyNeedsScript = new("登记通行密钥需要浏览器允许脚本。", "Registering a passkey needs scripts in the browser.");
    public static readonly Text PasskeyNotMade = new("没有登记成功，请重试。", "It was not registered; try again.");

    public static readonly Text Tokens = new("访问令牌", "Access tokens");
    public static readonly Text TokensLead = new("程序代替您调用接口时使用；只做勾选的事，随时可以结束。",
        "For programs that call the API for you: only for what is ticked, and ended at any time.");
    public static readonly Text TokenMake = new("新建令牌", "Make a token");
    public static readonly Text TokenDays = new("有效天数", "Days until it ends");
    public static readonly Text TokenDaysHint = new("1 至 366 的整数", "A whole number from 1 to 366");
    public static readonly Text TokenScopes = new("可以做什么", "What it may do");
    public static readonly Text TokenMadeTitle = new("令牌已建立", "The token is made");
    public static readonly Text TokenMadeLead = new("只显示这一次。请立即复制到程序的密钥保管处。", "Shown this once. Copy it now to where the program keeps its secrets.");
    public static readonly Text TokenUse = new("使用方法", "How to use it");

    public static readonly Text Signins = new("登录", "Sign-ins");
    public static readonly Text SigninHow = new("方式", "How");
    public static readonly Text SigninSince = new("始于", "Since");
    public static readonly Text SigninSeen = new("最近活动", "Last seen");
    public static readonly Text SigninBrowser = new("浏览器", "Browser");
    public static readonly Text SigninThis = new("这个浏览器", "this browser");
    public static readonly Text SigninEndOthers = new("结束其他所有登录", "End all others");

    public static readonly Text PeopleLead = new("谁在这个单位，担任什么岗位。岗位决定可以做什么。",
        "Who belongs to the organisation, in which posts. A post decides what one may do.");
    public static readonly Text SeeTable = new("谁可以做什么（岗位权限表）", "Who may do what (the table)");
    public static readonly Text AddPerson = new("邀请一个人", "Invite somebody");
    public static readonly Text AddPersonLead = new("填好后得到一个只能用一次的链接，交给本人设置密码。",
        "You get a link that works once; the person sets a password with it.");
    public static readonly Text Invite = new("邀请", "Invite");
    public static readonly Text InviteTitle = new("邀请链接", "Invitation link");
    public static readonly Text InviteLead = new("只显示这一次，七天内有效，只能用一次。请当面或经可靠渠道交给本人。",
        "Shown this once; good for seven days, once. Hand it over in person or by a way you trust.");
    public static readonly Text InviteAgain = new("新的邀请链接（忘记密码时）", "New link (when the password is forgotten)");
    public static readonly Text Invited = new("尚未接受邀请", "has not accepted yet");
    public static readonly Text GivePost = new("任命", "Give the post");
    public static readonly Text Post = new("岗位", "Post");
    public static readonly Text AsDeputy = new("作为代理", "as a deputy");
    public static readonly Text Leave = new("离开单位", "Leaves the organisation");
    public static readonly Text LeaveHint = new("登录、令牌、通行密钥和岗位立即结束；记录保留。", "Sign-ins, tokens, passkeys and posts end at once; the record stays.");
    public static readonly Text TotpRemoveOf = new("停用其一次性验证码（设备遗失）", "Turn off one-time codes (device lost)");
    public static readonly Text EndSigninsOf = new("结束其所有登录", "End all sign-ins");
    public static readonly Text Manage = new("管理", "Manage");
    public static readonly Text Vacant = new("空缺", "vacant");
    public static readonly Text Holders = new("任职人", "Holders");
    public static readonly Text People = new("人员", "People");
    public static readonly Text ByPost = new("按岗位", "By post");

    public static readonly Text TableLead = new(
        "依预案和办法整理。有权：以自己的权限办理；紧急：找不到有权的人时可以先办，并记为待追认；空白：不能办理。",
        "From the plans and measures. May: on one's own authority. Emergency: when nobody who may can be had; it then awaits ratification. Blank: not at all.");
    public static readonly Text May = new("有权", "may");
    public static readonly Text Emergency = new("紧急", "emergency");
    public static readonly Text Act = new("事项", "Act");
    public static readonly Text Grounds = new("依据", "Ground");
    public static readonly Text Order = new("不可跳过的次序", "What may not be skipped");
    public static readonly Text OwnColumn = new("我的岗位", "my post");

    public static readonly Text SettingsLead = new("单位的情况决定适用哪些预案、向谁报送。",
        "What is known about the organisation decides which plans apply and to whom reports go.");
    public static readonly Text Profile = new("单位情况", "About the organisation");
    public static readonly Text ProfileHint = new(
        "哪些规定适用、向谁报送，都取决于这些；不清楚的先留“尚不明确”，以后在“设置”中补上。",
        "Which rules apply and who is reported to follow from these; leave what is unclear as unknown and add it under Settings later.");
    public static readonly Text Unknown = new("尚不明确", "unknown");
    public static readonly Text RatifyHours = new("紧急处置的追认时限（小时）", "Hours within which an emergency act is ratified");
    public static readonly Text RatifyHoursHint = new("内部目标，不是法定时限；1 至 720", "An internal target, not a legal limit; 1 to 720");
    public static readonly Text ReadOnly = new("只有系统管理员和第一责任人可以修改。", "Only administrators and the first responsible person may change this.");

    public static readonly Text AuditLead = new("单位、人员和登录的记录，最新的在前。事件的记录在各自的页面。",
        "The record of the organisation, its people and sign-ins, newest first. Incidents have their own.");
    public static readonly Text AuditWhich = new("哪一份", "Which");
    public static readonly Text AuditOrganisation = new("单位和人员", "Organisation and people");
    public static readonly Text AuditLog = new("登录和拒绝", "Sign-ins and refusals");
    public static readonly Text AuditType = new("种类", "Kind");
    public static readonly Text AuditAll = new("全部", "all");
    public static readonly Text AuditShow = new("显示", "Show");
    public static readonly Text AuditOlder = new("更早的", "Older");
    public static readonly Text AuditNewest = new("最新的", "Newest");
    public static readonly Text AuditEmpty = new("没有这样的记录。", "There is nothing of this kind.");
    public static readonly Text AuditWhen = new("时间", "When");
    public static readonly Text AuditActor = new("谁", "Who");
    public static readonly Text AuditWhat = new("内容", "What");
    public static readonly Text AuditHash = new("行号和哈希", "Line and hash");
    public static readonly Text System = new("系统", "the system");

    /// <summary>The scopes of a token.</summary>
    public static Text Scope(string scope) => scope switch
    {
        "read" => new("查阅", "read"),
        "write" => new("办理事件", "act on incidents"),
        "manage" => new("管理人员和设置", "manage people and settings"),
        "export" => new("导出", "export"),
        "intake" => new("报入风险信息", "hand in risk information"),
        _ => Text.Same(scope),
    };

    /// <summary>How somebody signed in.</summary>
    public static Text How(string how) => how switch
    {
        "password" => new("密码", "password"),
        "password+totp" => new("密码和验证码", "password and code"),
        "password+recovery" => new("密码和恢复码", "password and recovery code"),
        "passkey" => new("通行密钥", "passkey"),
        "link" => new("邀请链接", "invitation link"),
        _ => Text.Same(how),
    };

    public static readonly Problem PasswordsDiffer =
        Problem.Field("password_again", new("两次输入的密码不一样", "the two passwords differ"), new("请重新输入两次相同的密码", "type the same password twice"));

    /// <summary>404: a one-time link that does not work; whether it ever did is not told.</summary>
    public static readonly Problem LinkOver = new(Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound,
        new("这个链接已经用过、已经过期，或者不存在", "this link was used, has expired, or does not exist"), null, null,
        new("已有账号的请直接登录；还没有账号的，请管理员在“人员”中重新生成链接；尚未设立单位的，重新启动服务会给出新的链接",
            "if you have an account, sign in; otherwise an administrator makes a new link under People; if no organisation is set up yet, starting the server again gives a new one"));

    /// <summary>What is wrong, in one sentence.</summary>
    public static Text Told(Problem problem)
    {
        var wrong = problem.Wrong ?? problem.Title;
        return new($"{wrong.Zh}；{problem.Remedy.Zh}。", $"{wrong.En}; {problem.Remedy.En}.");
    }
}
