using Fengsui.Law;

namespace Fengsui.Server.People;

/// <summary>The words of the pages of set-up and sign-in, in both languages.</summary>
internal static class PeopleWords
{
    public static readonly Text SetUpTitle = new("设立单位", "Set up the organisation");
    public static readonly Text SetUpLead = new(
        "这个链接只能用一次。在这里设立单位和第一位系统管理员；其他人由管理员邀请。", "This link works once. It sets up the organisation and its first administrator, who invites the others.");
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
    public static readonly Text SignedInTitle = new("已登录", "Signed in");
    public static readonly Text Posts = new("岗位", "Posts");
    public static readonly Text NoPosts = new("还没有岗位；请由系统管理员任命", "no posts yet; an administrator gives them");
    public static readonly Text Deputy = new("代理", "deputy");
    public static readonly Text CodeTitle = new("一次性验证码", "One-time code");
    public static readonly Text Code = new("验证码或者恢复码", "Code, or a recovery code");

    public static readonly Problem PasswordsDiffer =
        Problem.Field("password_again", new("两次输入的密码不一样", "the two passwords differ"), new("请重新输入两次相同的密码", "type the same password twice"));

    /// <summary>What is wrong, in one sentence.</summary>
    public static Text Told(Problem problem)
    {
        var wrong = problem.Wrong ?? problem.Title;
        return new($"{wrong.Zh}；{problem.Remedy.Zh}。", $"{wrong.En}; {problem.Remedy.En}.");
    }
}
