using System.Text.Json;
using Fengsui.Law;

namespace Fengsui.Server.People;

/// <summary>The words of the audit: kinds of lines, and what stands in them.</summary>
internal static class AuditWords
{
    public static readonly IReadOnlyDictionary<string, Text> Organisation = new Dictionary<string, Text>
    {
        ["founded"] = new("设立单位", "organisation founded"),
        ["renamed"] = new("更名", "renamed"),
        ["profile-changed"] = new("单位情况变更", "profile changed"),
        ["setting-changed"] = new("设置变更", "setting changed"),
        ["person-added"] = new("加入", "person added"),
        ["person-left"] = new("离开", "person left"),
        ["post-given"] = new("任命岗位", "post given"),
        ["post-ended"] = new("岗位结束", "post ended"),
        ["password-set"] = new("设置密码", "password set"),
        ["totp-set"] = new("启用验证码", "one-time codes on"),
        ["totp-removed"] = new("停用验证码", "one-time codes off"),
        ["passkey-added"] = new("登记通行密钥", "passkey added"),
        ["passkey-removed"] = new("移除通行密钥", "passkey removed"),
        ["token-made"] = new("新建令牌", "token made"),
        ["token-ended"] = new("令牌结束", "token ended"),
        ["signin-ended"] = new("登录结束", "sign-in ended"),
        ["locked-out"] = new("账号暂时锁定", "account locked"),
        ["citation-confirmed"] = new("核对法条", "citation confirmed"),
        ["citation-withdrawn"] = new("撤回核对", "confirmation withdrawn"),
        ["number-checked"] = new("核实外部号码", "number of a body checked"),
        ["number-removed"] = new("删去外部号码", "number of a body removed"),
    };

    public static readonly IReadOnlyDictionary<string, Text> Log = new Dictionary<string, Text>
    {
        ["signed-in"] = new("登录", "signed in"),
        ["sign-in-failed"] = new("登录失败", "sign-in failed"),
        ["refused"] = new("越权被拒绝", "refused"),
        ["invited"] = new("发出邀请", "invited"),
        ["digest"] = new("日摘要", "digest"),
    };

    private static readonly Dictionary<string, Text> Keys = new()
    {
        ["name"] = new("名称", "name"),
        ["profile"] = new("情况", "profile"),
        ["fact"] = new("项目", "fact"),
        ["value"] = new("取值", "value"),
        ["setting"] = new("设置", "setting"),
        ["person"] = new("人员", "person"),
        ["who"] = new("人员", "who"),
        ["by"] = new("由", "by"),
        ["post"] = new("岗位", "post"),
        ["deputy"] = new("代理", "deputy"),
        ["passkey"] = new("通行密钥", "passkey"),
        ["token"] = new("令牌", "token"),
        ["scopes"] = new("权限", "scopes"),
        ["until"] = new("有效期至", "until"),
        ["signin"] = new("登录", "sign-in"),
        ["how"] = new("方式", "how"),
        ["why"] = new("原因", "why"),
        ["act"] = new("事项", "act"),
        ["body"] = new("机关", "body"),
        ["number"] = new("号码", "number"),
        ["matter"] = new("对象", "matter"),
        ["count"] = new("次数", "count"),
        ["ordinal"] = new("序号", "number"),
        ["root"] = new("根", "root"),
        ["pack"] = new("法规包", "pack"),
        ["source"] = new("条款", "citation"),
        ["against"] = new("对照", "against"),
        ["at"] = new("时间", "at"),
        ["reason"] = new("理由", "reason"),
    };

    private static readonly Dictionary<string, Text> Values = new()
    {
        ["true"] = new("是", "yes"),
        ["false"] = new("否", "no"),
        ["post"] = new("岗位无权", "post"),
        ["scope"] = new("令牌无此权限", "scope"),
        ["form"] = new("表单校验码不符", "form"),
        ["password"] = new("密码", "password"),
        ["totp"] = new("验证码", "code"),
        ["passkey"] = new("通行密钥", "passkey"),
        ["locked"] = new("账号锁定", "locked"),
    };

    /// <summary>The kinds of one of the two journals.</summary>
    public static IReadOnlyDictionary<string, Text> Of(bool log) => log ? Log : Organisation;

    /// <summary>What a field of a line is called.</summary>
    public static Text Key(string key) => Keys.GetValueOrDefault(key, Text.Same(key));

    /// <summary>A value that is a word.</summary>
    public static Text Value(string value) => Values.GetValueOrDefault(value, Text.Same(value));

    /// <summary>The fields of a line and their values, as they were written.</summary>
    public static IReadOnlyList<(string Key, string Value)> Said(string body)
    {
        using var parsed = JsonDocument.Parse(body);
        return [.. parsed.RootElement.EnumerateObject().Select(f => (f.Name, f.Value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(", ", f.Value.EnumerateArray().Select(v => v.ToString())),
            JsonValueKind.Object => string.Join(", ", f.Value.EnumerateObject().Select(v => $"{v.Name} {v.Value}")),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => f.Value.ToString(),
        })).Where(f => f.Item2.Length > 0)];
    }
}
