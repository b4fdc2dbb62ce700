using Gateway.Platform.Sheets;
using Gateway.WebConsole.Import;
using Xunit;

namespace Gateway.Tests.WebConsole.Import;

public class SheetMappingTests
{
    [Theory]
    [InlineData("sn,key,kind,name,site,dialect,tags,enabled,allowed_addresses,transports,feedback_from_pull,vendor,model,firmware,upload_key", 15)] // The API's own.
    [InlineData("序列号,密钥,类型,名称,工地", 5)]
    [InlineData("设备编号,通讯密钥,设备类型,安装位置,所属项目,厂家,型号", 7)]
    [InlineData("＊序列号（SN）,秘钥 *,备注,工地编码（必填）", 3)]
    [InlineData("Serial No.,DES key,Device Name,Remark", 3)]
    public void Terminals_TitlesOfVendors_AreKnown(string titles, int known)
    {
        var mapping = SheetMapping.Guess(Sheets(titles, "1"), ImportFields.Devices);

        Assert.True(mapping.IsSure);
        Assert.Equal(known, mapping.Fields.Count(static field => field is not null));
    }

    [Theory]
    [InlineData("user_id,name,work_sn,id_card,valid_from,valid_until,device_tag", "user_id,name,work_sn,id_card,valid_from,valid_until,device_tag")]
    [InlineData("人员编号,姓名,工号,身份证号", "user_id,name,work_sn,id_card")]
    [InlineData("序号,工号,姓名,身份证号码,进场日期,退场时间,班组", "-,user_id,name,id_card,valid_from,valid_until,-")] // The only number that they have.
    public void Persons_TitlesOfLabourOfficers_AreKnown(string titles, string fields)
    {
        var mapping = SheetMapping.Guess(Sheets(titles, "1"), ImportFields.Roster);

        Assert.True(mapping.IsSure);
        Assert.Equal(fields, string.Join(',', mapping.Fields.Select(static field => field?.Name ?? "-")));
    }

    [Theory]
    [InlineData("姓名,身份证号")] // Nobody has a number.
    [InlineData("人员编号,姓名,用户编号")] // Two have.
    [InlineData("本单位人员编号一览,姓名")] // Perhaps.
    [InlineData("a,b")]
    public void Titles_ThatLeaveADoubt_AreAskedFor(string titles) => Assert.False(SheetMapping.Guess(Sheets(titles, "1"), ImportFields.Roster).IsSure);

    [Fact]
    public void Head_BelowANameAndOnTheSecondSheet_IsFound()
    {
        Sheet[] sheets = [new("说明", [new(1, ["请勿修改列名"])]), new("名单", [new(1, ["一期 人员名单"]), new(3, ["工号", "姓名"]), new(4, ["00001", "刘强"])])];

        var mapping = SheetMapping.Guess(sheets, ImportFields.Roster);
        var table = new SheetTable(sheets, mapping);

        Assert.Equal((1, 1, true), (mapping.Sheet, mapping.Header, mapping.IsSure));
        Assert.Equal(4, Assert.Single(table.Rows).Number);
    }

    [Fact]
    public void Choice_OfAColumn_TakesTheMeaningFromAnother()
    {
        var mapping = SheetMapping.Guess(Sheets("人员编号,姓名,用户编号", "1"), ImportFields.Roster);
        var chosen = mapping.With(2, ImportFields.Roster[0]);

        Assert.Equal(["-", "name", "user_id"], chosen.Fields.Select(static field => field?.Name ?? "-"));
        Assert.Equal(["人员编号"], new SheetTable(Sheets("人员编号,姓名,用户编号", "1"), chosen).Ignored);
    }

    [Fact]
    public void Synonyms_OfOneKindOfSheet_MeanOneFieldEach()
    {
        foreach (var fields in new[] { ImportFields.Devices, ImportFields.Roster })
        {
            var names = fields.SelectMany(field => HeaderText.Names(field).Distinct().Select(name => (name, field.Name))).ToList();
            Assert.Empty(names.GroupBy(static pair => pair.name).Where(static same => same.Count() > 1).Select(static same => string.Join(' ', same)));
            Assert.All(names, static pair => Assert.Equal([pair.name], HeaderText.Meanings(pair.name)));
        }
    }

    private static Sheet[] Sheets(params string[] rows) => [new("", [.. rows.Select(static (row, i) => new SheetRow(i + 1, row.Split(',')))])];
}
